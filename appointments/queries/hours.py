"""When providers work, over several of them and several days."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from appointments.intervals import Interval
from appointments.models import HoursException, Provider, WeeklyHours
from appointments.shifts import shifts_on
from clinics.places.models import Location


@dataclass(frozen=True)
class Hours:
    """What the calendar knows of working time between two days; asked without further statements."""

    weekly: Sequence[WeeklyHours]
    exceptions: Sequence[HoursException]

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
            exceptions=[
                each
                for each in self.exceptions
                if each.provider_id in {provider_id, None} and each.location_id in {site_id, None}
            ],
        )


def hours_between(providers: Collection[Provider | UUID], first_day: date, last_day: date) -> Hours:
    """The hours of these providers from the first day to the last, both included; two statements."""
    ids = [each.pk if isinstance(each, Provider) else each for each in providers]
    return Hours(
        weekly=list(
            WeeklyHours.objects.of(ids).between(first_day, last_day).on_weekdays_of(first_day, last_day),
        ),
        exceptions=list(HoursException.objects.concerning(ids).between(first_day, last_day)),
    )


def days_from(first_day: date, count: int) -> Iterator[date]:
    return (first_day + timedelta(days=number) for number in range(count))
