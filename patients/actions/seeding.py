"""Filling a clinic with sample people, for demos and for measuring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.onboarding.samples import SampleOrder
from patients.actions import registration
from patients.imported_person import details_of
from patients.models import Source
from patients.person import PersonDetails
from patients.sample import sample_people

BATCH = 500  # people in one transaction


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
    """The patients of a demo clinic."""
    order.tell(_("Registering %(count)s people") % {"count": order.patients})
    seed(count=order.patients, seed=order.seed, by=order.by, at=order.at, tell=lambda _done: None)
