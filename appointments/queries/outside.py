"""Booked appointments that fall outside their provider's hours, as after a change of hours or an absence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from appointments.intervals import contain
from appointments.local_time import day_of
from appointments.models import Appointment, Provider
from appointments.queries.hours import Hours, hours_between
from appointments.queries.needed import expected_since
from clinics.kit.actor import Actor
from clinics.places.models import Location

A_DAY = timedelta(days=1)


def outside_hours(
    *, of: Provider | None = None, at_site: Location | None = None, to: Actor, at: datetime
) -> list[Appointment]:
    """Those to come of a provider or at a site, the soonest first; not those that were booked outside on purpose.

    Four statements.
    """
    expected = expected_since(at).visible_to(to).filter(starts_at__gte=at, is_outside_hours=False)
    if of is not None:
        expected = expected.filter(provider=of)
    if at_site is not None:
        expected = expected.filter(location=at_site)
    found = list(expected.for_settings_list())
    if not found:
        return []
    hours = hours_for(found)
    return [row for row in found if not _is_within(row, hours)]


def hours_for(found: Collection[Appointment]) -> Hours:
    """The hours of all days on which these are."""
    providers = {row.provider_id for row in found}
    first = min(row.starts_at for row in found).date() - A_DAY
    last = max(row.ends_at for row in found).date() + A_DAY
    return hours_between(providers, first, last)


def _is_within(row: Appointment, hours: Hours) -> bool:
    zone = row.location.zone
    days = {day_of(row.starts_at, zone), day_of(row.ends_at, zone)}
    worked = [shift for day in days for shift in hours.of(row.provider_id, row.location, day)]
    return contain(worked, (row.starts_at, row.ends_at))
