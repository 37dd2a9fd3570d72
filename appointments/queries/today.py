"""Who is expected, who waits and who is being seen, now: what Today and the desk look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from appointments import clock
from appointments.local_time import day_bounds, day_of
from appointments.models import EARLY, Appointment, AppointmentStatus
from appointments.queries.calendar import locale, sites_in_use
from clinics.kit.actor import Actor
from clinics.places.models import Location

S = AppointmentStatus
AHEAD = timedelta(hours=1)
MOST = 200
HERE = (S.ARRIVED, S.IN_PROGRESS)


@dataclass(frozen=True)
class Now:
    """The appointments that matter now, in the order of their time."""

    rows: Sequence[Appointment]
    sites: Sequence[Location]
    at: datetime

    @property
    def late(self) -> list[Appointment]:
        return [row for row in self.rows if row.status == S.BOOKED and row.starts_at <= self.at]

    @property
    def coming(self) -> list[Appointment]:
        return [row for row in self.rows if row.status == S.BOOKED and row.starts_at > self.at]

    @property
    def waiting(self) -> list[Appointment]:
        """Those who waited longest first."""
        return sorted((row for row in self.rows if row.status == S.ARRIVED), key=lambda row: row.status_at)

    @property
    def being_seen(self) -> list[Appointment]:
        return [row for row in self.rows if row.status == S.IN_PROGRESS]

    @property
    def topics(self) -> list[str]:
        """What to watch: the day of each site."""
        return [f"calendar:{site.pk}:{day_of(self.at, site.zone)}" for site in self.sites]

    def clock(self, row: Appointment) -> str:
        site = next((site for site in self.sites if site.pk == row.location_id), self.sites[0])
        return clock.clock(row.starts_at, site.zone, locale())


def at_the_desk(to: Actor, at: datetime) -> Now:
    """Everybody's: who is here, who should be, and who comes within the hour; two statements."""
    sites = sites_in_use()
    return Now(_rows(to, at, until=at + AHEAD, sites=sites), sites, at)


def with_me(to: Actor, at: datetime) -> Now:
    """This person's own for the rest of the day, each site's day by its own clock; two statements."""
    sites = sites_in_use()
    ends = {site.pk: day_bounds(day_of(at, site.zone), site.zone)[1] for site in sites}
    last = max(ends.values())
    rows = _rows(to, at, until=last, sites=sites, provider__user=to.id)
    return Now([row for row in rows if row.starts_at < ends.get(row.location_id, last)], sites, at)


def _rows(to: Actor, at: datetime, *, until: datetime, sites: Sequence[Location], **own: str) -> list[Appointment]:
    """Those that are here, and those booked since the day began; who is late is forgotten with the day."""
    begin = min(day_bounds(day_of(at, site.zone), site.zone)[0] for site in sites)
    of_the_day = Appointment.objects.visible_to(to).filter(starts_at__gte=begin, starts_at__lt=max(until, at + EARLY))
    expected = of_the_day.filter(status=S.BOOKED, starts_at__lte=until)
    here = of_the_day.filter(status__in=HERE)
    return list((expected | here).filter(**own).for_day_page()[:MOST])
