"""Clinics with a calendar, and the day of it that is measured: forty appointments at one site."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from appointments.actions.seeding_many import AT_AN_OFFICE, STARTS, WORKDAYS, fill_calendar
from appointments.intervals import Interval
from appointments.local_time import day_bounds, day_of
from appointments.models import Appointment
from clinics.kit.current import entering
from clinics.models import Clinic
from tests.benchmarks.stage import BY
from tests.factories import appointments

IN_A_DAY = AT_AN_OFFICE * len(STARTS)


def fill(clinic: Clinic, *, appointments: int) -> None:
    with entering(clinic):
        fill_calendar(appointments=appointments, seed=7, by=BY, at=timezone.now(), tell=lambda _done: None)


def measured_day(clinic: Clinic) -> tuple[date, Interval]:
    """The next working day, and when it begins and ends."""
    with entering(clinic):
        zone = appointments.site().zone
    today = day_of(timezone.now(), zone)
    day = next(day for ahead in (1, 2) if (day := today + timedelta(days=ahead)).isoweekday() in WORKDAYS)
    return day, day_bounds(day, zone)


def booked_on(day: Interval) -> dict[UUID, list[dict[str, str]]]:
    """Who is booked that day at the first site, in the clear."""
    found: dict[UUID, list[dict[str, str]]] = defaultdict(list)
    rows = Appointment.objects.between(*day).at_location(appointments.site().pk).for_day_page()
    for row in rows:
        told = {name: getattr(row, name).isoformat() for name in ("starts_at", "ends_at", "status_at")}
        told |= {"provider": row.provider.name, "kind": row.type.name, "status": row.status, "reason": row.reason}
        found[row.patient_id].append(told)
    return found
