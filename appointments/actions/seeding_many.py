"""A calendar with as many appointments as one likes, written in bulk, for measuring."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count as counting
from itertools import cycle, islice

from django.db import transaction

from appointments.actions import providers, types
from appointments.actions.providers import HoursDetails
from appointments.intervals import Interval
from appointments.local_time import day_of, moment
from appointments.models import (
    Appointment,
    AppointmentStatus,
    AppointmentType,
    AppointmentVersion,
    Provider,
    Reservation,
    Resource,
    ResourceKind,
)
from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.places.actions import locations
from clinics.places.models import Location, LocationKind
from patients.models import Patient

BATCH = 1_000  # appointments in one transaction
AN_OFFICE = 50_000  # appointments for which one site is enough
AT_AN_OFFICE = 4  # providers
AHEAD = 60  # days that are booked already
MINUTES = 30
STARTS = tuple(time(8 + turn // 2, turn % 2 * MINUTES) for turn in range(10))
WORKDAYS = range(1, 7)
NAMES = ("Ito", "Okafor", "Silva", "Novak")


@dataclass(frozen=True)
class Post:
    """A provider at a site of their own."""

    provider: Provider
    site: Location


def fill_calendar(*, appointments: int, seed: int, by: Actor, at: datetime, tell: Callable[[int], None]) -> None:
    """Write this many appointments for the clinic's people, forty a day and site, the same for the same seed.

    They end two months ahead; what is over was completed. No messages are sent about them. `tell` hears how many
    are in.
    """
    people = list(Patient.objects.order_by("recorded_at", "id").values_list("pk", flat=True))
    random.Random(f"calendar:{seed}").shuffle(people)  # noqa: S311 - a calendar to measure, not secrets
    posts, kind = _offices(appointments, by=by, at=at)
    for first in range(0, len(people), BATCH):
        some = people[first : first + BATCH]
        Resource.objects.bulk_create(
            [Resource(id=each, kind=ResourceKind.PATIENT) for each in some], ignore_conflicts=True
        )
    Resource.objects.bulk_create([Resource(id=each.provider.pk, kind=ResourceKind.PROVIDER) for each in posts])
    made = _booked(posts, kind, cycle(people), appointments, by=by, at=at)
    done = 0
    while batch := list(islice(made, BATCH)):
        _write(batch, by=by, at=at)
        done += len(batch)
        tell(done)


def _offices(wanted: int, *, by: Actor, at: datetime) -> tuple[list[Post], AppointmentType]:
    more = range(2, -(-wanted // AN_OFFICE) + 1)
    added = (locations.add(kind=LocationKind.SITE, name=f"Office {number}", by=by, at=at) for number in more)
    sites = [locations.ensure_first_site(by=by, at=at), *added]
    kind = types.add(name="Consultation", minutes=MINUTES, needs_room=False, by=by, at=at)
    posts = [Post(providers.add(name=f"Dr. {name}", by=by, at=at), site) for site in sites for name in NAMES]
    for post in posts:
        week = [HoursDetails(location=post.site, weekday=day, starts=time(8), ends=time(17)) for day in WORKDAYS]
        since = at.date() - timedelta(days=365 * 30)
        providers.set_weekly_hours(provider=post.provider, hours=week, valid_from=since, by=by, at=at)
    return posts, kind


def _booked(
    posts: list[Post], kind: AppointmentType, people: Iterator, wanted: int, *, by: Actor, at: datetime
) -> Iterator[Appointment]:
    """Appointments from the last day backwards: at each time one with every provider, nobody twice."""
    last = day_of(at, posts[0].site.zone) + timedelta(days=AHEAD)
    days = (last - timedelta(days=ago) for ago in counting())
    times = ((post, time) for day in days if day.isoweekday() in WORKDAYS for post, time in _of_a_day(posts, day))
    for (post, (starts_at, ends_at)), patient in zip(islice(times, wanted), people, strict=False):
        is_over = ends_at < at
        yield Appointment(
            patient_id=patient,
            type=kind,
            provider=post.provider,
            location=post.site,
            starts_at=starts_at,
            ends_at=ends_at,
            status=AppointmentStatus.COMPLETED if is_over else AppointmentStatus.BOOKED,
            status_at=ends_at if is_over else min(at, starts_at),
            recorded_at=min(at, starts_at) - timedelta(days=7),
            booked_by_id=by.id,
            booked_by_name=by.name,
        )


def _of_a_day(posts: list[Post], day: date) -> Iterator[tuple[Post, Interval]]:
    for clock in STARTS:
        for post in posts:
            starts_at = moment(day, clock, post.site.zone)
            if starts_at is not None:
                yield post, (starts_at, starts_at + timedelta(minutes=MINUTES))


def _write(batch: list[Appointment], *, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        Appointment.objects.bulk_create(batch, batch_size=BATCH)
        AppointmentVersion.objects.bulk_create([_first_version(each, by=by) for each in batch], batch_size=BATCH)
        taken = [(each, resource) for each in batch for resource in (each.patient_id, each.provider_id)]
        Reservation.objects.bulk_create(
            [
                Reservation(appointment=each, resource_id=resource, during=(each.starts_at, each.ends_at))
                for each, resource in taken
            ],
            batch_size=BATCH,
        )
        audit.record(event="appointment.booked", by=by, at=at, patients=[each.patient_id for each in batch])


def _first_version(appointment: Appointment, *, by: Actor) -> AppointmentVersion:
    return AppointmentVersion(
        appointment=appointment,
        number=1,
        change="booked",
        status=appointment.status,
        provider_id=appointment.provider_id,
        location_id=appointment.location_id,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        at=appointment.recorded_at,
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
    )
