"""Filling a clinic with sample people, for demos and for measuring."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.onboarding.samples import SampleOrder
from clinics.staff.permissions import Permission
from patients.actions import identity, lookup, registration, sample_charts
from patients.imported_person import details_of
from patients.models import Patient, Source
from patients.person import PersonDetails
from patients.sample import Housemate, sample_households, sample_people
from patients.sample.moments import office_moment

BATCH = 500  # people in one transaction
DAYS = 540  # how long ago the first sample patients came
OPENED = 12  # charts each colleague opened lately

Home = list[Housemate]


def seed(*, count: int, seed: int, by: Actor, at: datetime, tell: Callable[[int], None]) -> int:
    """Register `count` sample people, the same for the same seed and day; `tell` hears how many are in.

    Record numbers and ids that came with the sample are left out: the clinic gives its own.
    """
    clinic = current_clinic()
    today = at.astimezone(ZoneInfo(clinic.time_zone)).date()
    sample = sample_people(country=clinic.country, count=count, seed=seed, today=today, language=clinic.language)
    done = 0
    while batch := list(islice(sample, BATCH)):
        people = [_without_foreign_numbers(details_of(person)) for person in batch]
        registration.register_many(people=people, by=by, at=at, source=Source.SAMPLE)
        done += len(batch)
        tell(done)
    return done


def _without_foreign_numbers(person: PersonDetails) -> PersonDetails:
    kept = tuple(each for each in person.identifiers if not each.system.startswith("external"))
    return replace(person, record_number="", identifiers=kept)


def fill(order: SampleOrder) -> None:
    """The patients of a demo clinic: they came over the last year and a half, home by home."""
    order.tell(_("Registering %(count)s people") % {"count": order.patients})
    clinic = current_clinic()
    zone = ZoneInfo(clinic.time_zone)
    draw = random.Random(f"patients:{order.seed}")  # noqa: S311 - people to look at, not secrets
    homes = sample_households(
        country=clinic.country,
        count=order.patients,
        seed=order.seed,
        today=order.at.astimezone(zone).date(),
        language=clinic.language,
    )
    registered: list[Patient] = []
    for moment, home in _arrivals(draw, list(homes), at=order.at, zone=zone):
        registered += _register(home, order=order, draw=draw, at=moment)
    _open_charts(registered, order=order, draw=draw, zone=zone)


def _arrivals(draw: random.Random, homes: list[Home], *, at: datetime, zone: ZoneInfo) -> list[tuple[datetime, Home]]:
    """The homes with when they registered, the first one first, none before its youngest was born."""
    arrivals = []
    for home in homes:
        youngest = max(each.member.born for each in home)
        days_ago = draw.randint(1, max(1, min(DAYS, (at.date() - youngest).days - 5)))
        moment = office_moment(draw, days_ago=days_ago, at=at, zone=zone)
        arrivals.append((moment if moment.date() > youngest else at - timedelta(hours=1), home))
    return sorted(arrivals, key=lambda arrival: arrival[0])


def _register(home: Home, *, order: SampleOrder, draw: random.Random, at: datetime) -> list[Patient]:
    """The people of this home, alive then, with what is known of them."""
    desk = draw.choice(order.who_may(Permission.PATIENT_REGISTER, works_in="reception"))
    people = [_alive(details_of(each.person)) for each in home]
    patients = registration.register_many(people=people, by=desk, at=at, source=Source.SAMPLE)
    sample_charts.write(home, patients, by=desk, order=order, draw=draw, at=at)
    for patient, each in zip(patients, home, strict=True):
        died = each.person.deceased_on
        if died and at.date() < died < (order.at - timedelta(days=3)).date():
            _record_death(patient, died, by=desk, at=at + (died - at.date()) + timedelta(days=2))
    return patients


def _alive(person: PersonDetails) -> PersonDetails:
    return replace(_without_foreign_numbers(person), deceased=None, deceased_on=None)


def _record_death(patient: Patient, died: date, *, by: Actor, at: datetime) -> None:
    version = Patient.objects.get(pk=patient.pk).version
    identity.edit(patient=patient, version=version, values={"deceased": True, "deceased_on": died}, by=by, at=at)


def _open_charts(patients: list[Patient], *, order: SampleOrder, draw: random.Random, zone: ZoneInfo) -> None:
    """What colleagues find as their recently opened charts."""
    for colleague in order.team:
        if colleague.actor.may(Permission.PATIENT_VIEW):
            for patient in draw.sample(patients, min(OPENED, len(patients))):
                moment = office_moment(draw, days_ago=draw.randint(0, 9), at=order.at, zone=zone)
                lookup.open_chart(patient=patient, shown=[patient.pk], by=colleague.actor, at=moment)
