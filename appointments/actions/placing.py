"""Where an appointment may be placed: what is refused, what may be excused, and what is then written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from appointments.actions.reserving import Found, SlotTaken, Wish
from appointments.intervals import contain
from appointments.local_time import day_of
from appointments.models import LONGEST, Appointment, Provider
from appointments.queries.hours import hours_between
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.places.models import Location
from clinics.staff.permissions import Permission
from patients.models import Patient

MAY_BE_PAST = timedelta(days=1)
SHORTEST = timedelta(minutes=5)
FAR_AHEAD = timedelta(days=3 * 366)


class CannotBeBooked(Refusal):
    """The patient is not somebody who comes: entered in error, or deceased."""

    code = "patient_cannot_be_booked"
    sentence = _("This record was entered in error. Find the right person and book for them.")


class Deceased(CannotBeBooked):
    code = "patient_deceased"
    sentence = _("This person is recorded as deceased. If that is wrong, correct their record first.")


class NotOffered(Refusal):
    code = "not_offered"
    sentence = _("This provider does not offer that. Choose another provider.")


class NotInUse(Refusal):
    code = "not_in_use"
    sentence = _("This can no longer be booked. Choose something that is in use.")


class OutsideHours(Refusal):
    code = "outside_hours"
    sentence = _("The location is closed then, or the provider does not work there. Say why to book it all the same.")


class MayNotOverbook(Refusal):
    code = "may_not_overbook"
    sentence = _("You may not book a time twice. Ask somebody who may.")
    status = 403


class ReasonNeeded(Refusal):
    code = "reason_needed"
    sentence = _("Say why this time is booked twice.")
    status = 422


class TimeOutOfRange(Refusal):
    code = "time_out_of_range"
    sentence = _("Choose a time from yesterday to three years ahead, from five minutes to a day long.")
    status = 422


@dataclass(frozen=True, kw_only=True)
class Excuses:
    """Why a time is booked twice, or outside the hours; `overbook` says that the first is meant."""

    overbook: bool = False
    overbooking: str = ""
    outside_hours: str = ""


NO_EXCUSE = Excuses()


def refuse_the_impossible(wish: Wish, excuses: Excuses, *, by: Actor, at: datetime) -> None:
    """What needs no lock to be seen."""
    if not at - MAY_BE_PAST <= wish.starts_at <= at + FAR_AHEAD:
        raise TimeOutOfRange(field="starts_at")
    if not SHORTEST <= wish.ends_at - wish.starts_at <= LONGEST:
        raise TimeOutOfRange(field="minutes")
    is_offered = wish.provider.is_active and wish.location.is_site
    places = (wish.location, wish.room, wish.equipment)
    if not is_offered or any(each.is_closed_on(wish.day) for each in places if each):
        raise NotInUse
    if excuses.overbook and not by.may(Permission.APPOINTMENT_OVERBOOK):
        raise MayNotOverbook(field="overbook")
    if excuses.overbook and not excuses.overbooking:
        raise ReasonNeeded(field="overbooking")


def judge(wish: Wish, found: Found, excuses: Excuses) -> bool:
    """Refuse what may not be, under the locks; say whether the time is outside the provider's hours."""
    patient = Patient.objects.locked().only("status", "deceased").get(pk=wish.patient.pk)
    if patient.is_in_error:
        raise CannotBeBooked(field="patient")
    if patient.is_deceased:
        raise Deceased(field="patient")
    if not Provider.objects.offering(wish.type.pk).filter(pk=wish.provider.pk).exists():
        raise NotOffered(field="provider")
    if found.taken and not excuses.overbook:
        raise SlotTaken(found.taken_kinds)
    is_outside = not is_within_hours(wish.provider, wish.location, wish.starts_at, wish.ends_at)
    if is_outside and not excuses.outside_hours:
        raise OutsideHours(field="starts_at")
    return is_outside


def is_within_hours(provider: Provider, location: Location, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the provider works at this site for the whole of [starts_at, ends_at); three statements."""
    first, last = day_of(starts_at, location.zone), day_of(ends_at, location.zone)
    hours = hours_between([provider], first, last)
    worked = [shift for day in {first, last} for shift in hours.of(provider.pk, location, day)]
    return contain(worked, (starts_at, ends_at))


def place(appointment: Appointment, wish: Wish, found: Found, excuses: Excuses, *, is_outside: bool) -> None:
    """Write into the appointment, unsaved, what was found for it and why that may be."""
    appointment.provider, appointment.location = wish.provider, wish.location
    appointment.room, appointment.equipment = found.room, found.equipment
    appointment.starts_at, appointment.ends_at = wish.starts_at, wish.ends_at
    appointment.is_overbooked = bool(found.taken)
    appointment.overbooking_reason = excuses.overbooking if found.taken else ""
    appointment.is_outside_hours = is_outside
    appointment.outside_hours_reason = excuses.outside_hours if is_outside else ""


def flags(appointment: Appointment) -> list[str]:
    """What the trail says of a booking beyond that it was made."""
    return [name for name in ("is_overbooked", "is_outside_hours") if getattr(appointment, name)]
