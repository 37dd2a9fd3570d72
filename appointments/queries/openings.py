"""The first free openings for a type: working hours less what is reserved, where a room and equipment are free too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice
from operator import attrgetter
from uuid import UUID

from appointments.intervals import Interval, minus, overlap
from appointments.local_time import day_bounds
from appointments.models import AppointmentType, Equipment, Provider, Reservation
from appointments.queries.hours import days_from, hours_between
from clinics.places.models import Location

LATEST = 100  # openings in one answer


@dataclass(frozen=True)
class Opening:
    """A time that can be booked as the calendar stands; UTC, half-open."""

    starts_at: datetime
    ends_at: datetime
    provider: Provider
    location: Location

    @property
    def place(self) -> tuple[datetime, int, str]:
        """What openings are ordered by."""
        return (self.starts_at, self.provider.order, str(self.provider.pk))


@dataclass(frozen=True)
class _Needs:
    """What must be free besides the provider: one of each of these groups."""

    groups: Sequence[Collection[UUID]]
    busy: dict[UUID, list[Interval]]

    def are_met(self, time: Interval) -> bool:
        return all(any(self._is_free(each, time) for each in group) for group in self.groups)

    def _is_free(self, resource: UUID, time: Interval) -> bool:
        return not any(overlap(time, taken) for taken in self.busy.get(resource, ()))


def openings(
    *,
    type: AppointmentType,
    location: Location,
    first_day: date,
    at: datetime,
    days: int = 14,
    limit: int = 12,
    providers: Collection[Provider] = (),
    minutes: int | None = None,
    patient_id: UUID | None = None,
) -> list[Opening]:
    """At most `limit` openings at this site, the soonest first, of these providers or all who offer the type.

    `first_day` is a day of the site; nothing before `at` is offered. At most seven statements.
    """
    offering = Provider.objects.active().offering(type.pk).in_order()
    able = list(offering.filter(pk__in=[each.pk for each in providers]) if providers else offering)
    length = timedelta(minutes=minutes or type.minutes)
    hours = hours_between(able, first_day, first_day + timedelta(days=days - 1))
    needs = _needs(type, location, able, first_day=first_day, days=days, patient_id=patient_id)

    def found() -> Iterator[Opening]:
        for day in days_from(first_day, days):
            of_day = [
                Opening(starts, starts + length, provider, location)
                for provider in able
                for free in minus(hours.of(provider.pk, location, day), needs.busy.get(provider.pk, ()))
                for starts in starts_in(free, length, location=location, not_before=at)
            ]
            yield from (
                each
                for each in sorted(of_day, key=attrgetter("place"))
                if needs.are_met((each.starts_at, each.ends_at))
            )

    return list(islice(found(), min(limit, LATEST)))


def starts_in(free: Interval, length: timedelta, *, location: Location, not_before: datetime) -> Iterator[datetime]:
    """Beginnings within a free interval, on the round times of the site's clock: quarters, or what the length asks."""
    step = timedelta(minutes=_step(int(length.total_seconds() // 60)))
    starts = _round_up(max(free[0], not_before), step, location)
    while starts + length <= free[1]:
        yield starts
        starts += step


def _step(minutes: int) -> int:
    return next(step for step in (15, 10, 5, 1) if minutes % step == 0)


def _round_up(moment: datetime, step: timedelta, location: Location) -> datetime:
    """The next round time of the local clock; offsets from UTC are themselves of whole quarters nearly everywhere."""
    shown = moment.astimezone(location.zone).replace(tzinfo=None)
    past = (shown - datetime.combine(shown.date(), datetime.min.time())) % step
    return moment + (step - past) % step


def _needs(
    type: AppointmentType,
    location: Location,
    providers: Collection[Provider],
    *,
    first_day: date,
    days: int,
    patient_id: UUID | None,
) -> _Needs:
    things: list[list[Location | Equipment]] = []
    if type.needs_room:
        things.append(list(Location.objects.rooms_of(location.pk).open_on(first_day)))
    if type.equipment_kind:
        fitting = Equipment.objects.open_on(first_day).at_site(location.pk).of_kind(type.equipment_kind)
        things.append(list(fitting.select_related("location")))
    groups = [[each.pk for each in group] for group in things]
    if patient_id is not None:
        groups.append([patient_id])
    begin, end = day_bounds(first_day, location.zone)[0], day_bounds(first_day + timedelta(days=days), location.zone)[0]
    wanted = {each.pk for each in providers} | {each for group in groups for each in group}
    busy = busy_between(wanted, begin, end)
    for thing in chain.from_iterable(things):
        if closes := closing_day(thing):
            busy[thing.pk].append((day_bounds(closes, location.zone)[0], end))
    return _Needs(groups, busy)


def closing_day(thing: Location | Equipment) -> date | None:
    """From when on a room or equipment is not there any more."""
    days = [thing.closed_from, thing.location.closed_from if isinstance(thing, Equipment) else None]
    return min((day for day in days if day), default=None)


def busy_between(resources: Collection[UUID], begin: datetime, end: datetime) -> dict[UUID, list[Interval]]:
    """When each of these is reserved; overbooked times included."""
    rows = Reservation.objects.active().of(resources).overlapping(begin, end)
    found: dict[UUID, list[Interval]] = defaultdict(list)
    for resource_id, during in rows.values_list("resource_id", "during"):
        found[resource_id].append((during.lower, during.upper))
    return found
