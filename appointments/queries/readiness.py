"""Whether a new clinic can be booked at, as its first steps ask."""

from __future__ import annotations

from datetime import date, datetime

from appointments.local_time import day_of
from appointments.models import AppointmentType, WeeklyHours
from clinics.models import Clinic
from clinics.places.models import Location


def has_a_place(*, clinic: Clinic, at: datetime) -> bool:
    """A location in use says where it is."""
    return Location.objects.sites().active().exclude(address="").exists()


def somebody_works(*, clinic: Clinic, at: datetime) -> bool:
    """A provider who can be booked has hours, now or later."""
    today = day_of(at, Location(time_zone=clinic.time_zone).zone)
    return WeeklyHours.objects.filter(provider__is_active=True).between(today, date.max).exists()


def something_is_offered(*, clinic: Clinic, at: datetime) -> bool:
    return AppointmentType.objects.active().exists()
