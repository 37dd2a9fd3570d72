"""Taking back the last thing that was done with an appointment. (Actions.)"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from appointments.actions import reserving
from appointments.actions.keeping import keep, locked
from appointments.actions.moving import WasBookedTwice, move_back
from appointments.actions.reserving import Found, SlotTaken, Wish
from appointments.actions.visits import stand
from appointments.models import Appointment, AppointmentStatus, AppointmentVersion
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.staff.permissions import Permission

WITHIN = timedelta(hours=24)
NEEDS = {
    "moved": Permission.APPOINTMENT_BOOK,
    "cancelled": Permission.APPOINTMENT_BOOK,
    "arrived": Permission.APPOINTMENT_ARRIVE,
    "missed": Permission.APPOINTMENT_ARRIVE,
    "started": Permission.APPOINTMENT_ATTEND,
    "completed": Permission.APPOINTMENT_ATTEND,
}
"""What can be taken back, by whoever may do it."""


class CannotUndo(Refusal):
    code = "cannot_undo"
    sentence = _("This cannot be taken back any more. Book a new appointment, or tell what happened in a note.")


def undo(*, appointment: Appointment, by: Actor, at: datetime, version: int | None = None) -> Appointment:
    """Take back the last change, a move or one of status, within a day.

    A time that was given free must still be free, or have been booked twice, for somebody who may do that.

    Raises CannotUndo, SlotTaken, WasBookedTwice, CalendarBusy, ChangedMeanwhile; for a move what `moving.move` raises.
    """
    now = Appointment.objects.for_appointment_page().get(pk=appointment.pk)
    if not _may_be_undone(now, at=at):
        raise CannotUndo
    last, before = now.versions.all()[:2]
    take_back = move_back if last.change == "moved" else _step_back
    return take_back(appointment=now, to=before, version=version or now.version, by=by, at=at)


def can_undo(appointment: Appointment, *, by: Actor, at: datetime) -> bool:
    """Whether there is something this actor may take back, of the versions that were loaded with the appointment."""
    return _may_be_undone(appointment, at=at) and by.may(permission_to_undo(appointment))


def permission_to_undo(appointment: Appointment) -> Permission:
    """What it takes to take the last change back; where that cannot be, what it takes to book anew."""
    return NEEDS.get(appointment.versions.all()[0].change, Permission.APPOINTMENT_BOOK)


def _step_back(
    appointment: Appointment, *, to: AppointmentVersion, version: int, by: Actor, at: datetime
) -> Appointment:
    """To the status it had."""
    is_back = not appointment.is_standing

    def once() -> Appointment:
        found = reserving.find(_same(appointment), besides=appointment) if is_back else None
        current = locked(appointment, version=version)
        if found is not None:
            if found.taken:
                _refuse_taken(current, found, by=by)
            reserving.give_up(current)
            reserving.reserve(current, found)
        stand(current, AppointmentStatus(to.status), at=to.at)
        keep(current, change="reinstated" if is_back else "stepped_back", by=by, at=at, fields=["status"])
        return current

    return reserving.among_rivals(once)


def _refuse_taken(appointment: Appointment, found: Found, *, by: Actor) -> None:
    """What was booked twice by somebody's word is so again for those who may. Raises SlotTaken, WasBookedTwice."""
    if not appointment.is_overbooked:
        raise SlotTaken(found.taken_kinds)
    if not by.may(Permission.APPOINTMENT_OVERBOOK):
        raise WasBookedTwice


def _may_be_undone(appointment: Appointment, *, at: datetime) -> bool:
    last = appointment.versions.all()[0]
    return last.change in NEEDS and at - last.at <= WITHIN


def _same(appointment: Appointment) -> Wish:
    """Exactly what the appointment takes up, to be taken again."""
    return Wish(
        patient=appointment.patient,
        type=appointment.type,
        provider=appointment.provider,
        location=appointment.location,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        room=appointment.room,
        equipment=appointment.equipment,
    )
