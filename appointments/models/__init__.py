"""The calendar: providers and their hours, what can be booked, and what is."""

from appointments.models.appointment import (
    EARLY,
    STANDING,
    Appointment,
    AppointmentStatus,
    AppointmentVersion,
    CancellationReason,
)
from appointments.models.notice import AppointmentNotice, NoticeKind, NotTold, ReminderPolicy
from appointments.models.provider import HoursException, Provider, WeeklyHours
from appointments.models.resource import LONGEST, Equipment, Reservation, Resource, ResourceKind
from appointments.models.tone import Tone
from appointments.models.type import AppointmentType, Offering

__all__ = [
    "EARLY",
    "LONGEST",
    "STANDING",
    "Appointment",
    "AppointmentNotice",
    "AppointmentStatus",
    "AppointmentType",
    "AppointmentVersion",
    "CancellationReason",
    "Equipment",
    "HoursException",
    "NotTold",
    "NoticeKind",
    "Offering",
    "Provider",
    "ReminderPolicy",
    "Reservation",
    "Resource",
    "ResourceKind",
    "Tone",
    "WeeklyHours",
]
