"""What the calendar knows of a day beside its appointments, in one statement: opening, working and reserved time.

It comes as one text, which is quickly compared with what was drawn before and taken apart only when it differs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection

from appointments.intervals import Interval
from appointments.models import HoursException, Provider, WeeklyHours
from appointments.models.resource import LONGEST
from appointments.queries.hours import Hours
from clinics.places.models import OpeningHours

KNOWN = """
WITH weekly AS (
    SELECT id, provider_id, starts, ends FROM appointments_weeklyhours
    WHERE location_id = %(site)s AND weekday = extract(isodow FROM %(day)s::date)
    AND valid_from <= %(day)s::date AND coalesce(valid_until >= %(day)s::date, true)
), exceptions AS (
    SELECT id, provider_id, location_id, is_closed, starts, ends FROM appointments_hoursexception
    WHERE first_day <= %(day)s::date AND last_day >= %(day)s::date
), here AS (
    SELECT provider_id FROM weekly
    UNION SELECT provider_id FROM exceptions WHERE location_id = %(site)s AND NOT is_closed
), shown AS (
    SELECT id, name, title, tone, is_active, "order" FROM appointments_provider
    WHERE id = ANY(%(booked)s::uuid[]) OR is_active AND id IN (SELECT provider_id FROM here)
), resources AS (
    SELECT id FROM shown UNION ALL SELECT unnest(%(rooms)s::uuid[])
)
SELECT json_build_object(
    'providers', (
        SELECT json_agg(json_build_array(id, name, title, tone, is_active) ORDER BY "order", name, id) FROM shown
    ),
    'weekly', (
        SELECT json_agg(json_build_array(provider_id, starts, ends) ORDER BY starts, id) FROM weekly
    ),
    'opening', (
        SELECT json_agg(json_build_array(weekday, starts, ends) ORDER BY weekday, starts, id)
        FROM places_openinghours WHERE location_id = %(site)s
    ),
    'exceptions', (
        SELECT json_agg(json_build_array(provider_id, location_id, is_closed, starts, ends) ORDER BY starts, id)
        FROM exceptions
    ),
    'reserved', (
        SELECT json_agg(json_build_array(resource_id, lower(during), upper(during)) ORDER BY resource_id, during)
        FROM appointments_reservation
        WHERE is_active AND resource_id IN (SELECT id FROM resources)
        AND lower(during) < %(ends)s::timestamptz AND lower(during) > %(earliest)s::timestamptz
        AND upper(during) > %(begins)s::timestamptz
    )
)::text
"""


def known_of_day(*, site: UUID, day: date, bounds: Interval, booked: Collection[UUID], rooms: Collection[UUID]) -> str:
    """Of those who work at the site that day, of `booked`, who need not but are, and of these rooms."""
    asked: dict[str, Any] = {"site": site, "day": day, "booked": list(booked), "rooms": list(rooms)}
    asked |= {"begins": bounds[0], "ends": bounds[1], "earliest": bounds[0] - LONGEST}
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, asked)
        return str(cursor.fetchone()[0])


@dataclass(frozen=True)
class Known:
    """The same, taken apart."""

    providers: list[Provider]
    hours: Hours
    busy: dict[UUID, list[Interval]]


def read(known: str, *, site: UUID, day: date) -> Known:
    told = {name: rows or [] for name, rows in json.loads(known).items()}
    providers = [
        Provider(id=UUID(pk), name=name, title=title, tone=tone, is_active=is_active)
        for pk, name, title, tone, is_active in told["providers"]
    ]
    weekly = [
        WeeklyHours(
            provider_id=UUID(provider),
            location_id=site,
            weekday=day.isoweekday(),
            starts=_time(starts),
            ends=_time(ends),
            valid_from=day,
        )
        for provider, starts, ends in told["weekly"]
    ]
    opening = [
        OpeningHours(location_id=site, weekday=weekday, starts=_time(starts), ends=_time(ends))
        for weekday, starts, ends in told["opening"]
    ]
    exceptions = [_exception(day, row) for row in told["exceptions"]]
    hours = Hours(weekly, exceptions, {site: opening} if opening else {})
    return Known(providers, hours, _busy(told["reserved"]))


def _exception(day: date, row: list[Any]) -> HoursException:
    provider, place, is_closed, starts, ends = row
    return HoursException(
        provider_id=UUID(provider) if provider else None,
        location_id=UUID(place) if place else None,
        first_day=day,
        last_day=day,
        is_closed=is_closed,
        starts=_time(starts) if starts else None,
        ends=_time(ends) if ends else None,
    )


def _busy(rows: Iterable[list[Any]]) -> dict[UUID, list[Interval]]:
    found: dict[UUID, list[Interval]] = defaultdict(list)
    for resource, begins, ends in rows:
        found[UUID(resource)].append((datetime.fromisoformat(begins), datetime.fromisoformat(ends)))
    return found


def _time(text: str) -> time:
    return time.fromisoformat(text)
