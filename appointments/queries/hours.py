"""When sites are open and providers work there, over several of them and several days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from appointments.intervals import Interval
from appointments.models import HoursException, Provider, WeeklyHours
from appointments.shifts import opening_on, shifts_on, span_on
from clinics.places.models import Location, OpeningHours


@dataclass(frozen=True)
class Hours:
    """What the calendar knows of working time between two days; asked without further statements.

    `opening` are the opening hours of those sites that said any.
    """

    weekly: Sequence[WeeklyHours]
    exceptions: Sequence[HoursException]
    opening: Mapping[UUID, Sequence[OpeningHours]] = field(default_factory=dict)

    def of(self, provider_id: UUID, location: Location, day: date) -> list[Interval]:
        """When this provider works at this site on that day of the site, UTC; never where the site is closed."""
        if location.is_closed_on(day):
            return []
        return self.while_open(provider_id, location.pk, location.zone, day)

    def while_open(self, provider_id: UUID, site_id: UUID, zone: ZoneInfo, day: date) -> list[Interval]:
        """The same at a site that is known to be open."""
        return shifts_on(
            day,
            zone,
            weekly=[each for each in self.weekly if each.provider_id == provider_id and each.location_id == site_id],
            exceptions=[each for each in self._exceptions_at(site_id) if each.provider_id in {provider_id, None}],
            within=self.opened(site_id, zone, day),
        )

    def open_on(self, location: Location, day: date) -> list[Interval] | None:
        """When this site is open on that day, UTC; None where it never said when it is."""
        opened = self.opened(location.pk, location.zone, day)
        return [] if opened and location.is_closed_on(day) else opened

    def opened(self, site_id: UUID, zone: ZoneInfo, day: date) -> list[Interval] | None:
        """The same of a site that is known to be in use."""
        if (weekly := self.opening.get(site_id)) is None:
            return None
        everybodys = [each for each in self._exceptions_at(site_id) if each.provider_id is None]
        return opening_on(day, zone, weekly=weekly, exceptions=everybodys)

    def span(self, site_id: UUID, zone: ZoneInfo, day: date) -> Interval | None:
        """From the earliest time this site opens in a week to the latest at which it closes, by the clock of that day.

        None where it never said when it is open.
        """
        weekly = self.opening.get(site_id)
        return span_on(day, zone, weekly) if weekly else None

    def _exceptions_at(self, site_id: UUID) -> Iterator[HoursException]:
        return (each for each in self.exceptions if each.location_id in {site_id, None})


def hours_between(providers: Collection[Provider | UUID], first_day: date, last_day: date) -> Hours:
    """The hours of these providers from the first day to the last, both included; three statements."""
    ids = [each.pk if isinstance(each, Provider) else each for each in providers]
    opening: dict[UUID, list[OpeningHours]] = defaultdict(list)
    for row in OpeningHours.objects.all():
        opening[row.location_id].append(row)
    return Hours(
        weekly=list(
            WeeklyHours.objects.of(ids).between(first_day, last_day).on_weekdays_of(first_day, last_day),
        ),
        exceptions=list(HoursException.objects.concerning(ids).between(first_day, last_day)),
        opening=dict(opening),
    )


def days_from(first_day: date, count: int) -> Iterator[date]:
    return (first_day + timedelta(days=number) for number in range(count))
