"""The calendar: providers and their hours, what can be booked, and what is."""

from appointments.models.appointment import (
    EARLY,
    STANDING,
    Appointment,
    AppointmentStatus,
    AppointmentVersion,
    CancellationReason,
)
from appointments.models.provider import HoursException, Provider, WeeklyHours
from appointments.models.resource import LONGEST, Equipment, Reservation, Resource, ResourceKind
from appointments.models.tone import Tone
from appointments.models.type import AppointmentType, Offering

__all__ = [
    "EARLY",
    "LONGEST",
    "STANDING",
    "Appointment",
    "AppointmentStatus",
    "AppointmentType",
    "AppointmentVersion",
    "CancellationReason",
    "Equipment",
    "HoursException",
    "Offering",
    "Provider",
    "Reservation",
    "Resource",
    "ResourceKind",
    "Tone",
    "WeeklyHours",
]
