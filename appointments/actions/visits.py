"""How an appointment goes: arriving, starting, completing, not coming, and taking the last of these back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from appointments.actions import reserving
from appointments.actions.booking import AlreadyOver
from appointments.actions.keeping import keep, locked
from appointments.actions.reserving import SlotTaken, Wish
from appointments.models import EARLY, Appointment, AppointmentStatus, AppointmentVersion
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal

S = AppointmentStatus
UNDO_WITHIN = timedelta(hours=24)
UNDOABLE = ("arrived", "started", "completed", "missed", "cancelled")


class WrongState(Refusal):
    """`status` is where the appointment stands."""

    code = "appointment_state"
    sentence = _("This appointment has moved on meanwhile. Look at it again.")

    def __init__(self, current: Appointment) -> None:
        super().__init__(
            _("This appointment is already “%(status)s”. Look at it again.") % {"status": current.get_status_display()}
        )
        self.current = current


class TooEarly(Refusal):
    code = "appointment_too_early"
    sentence = _("It is too early for that. Wait until the appointment's day, or move it.")


class CannotUndo(Refusal):
    code = "cannot_undo"
    sentence = _("This cannot be taken back any more. Book a new appointment, or tell what happened in a note.")


def check_in(*, appointment: Appointment, by: Actor, at: datetime, version: int | None = None) -> Appointment:
    """The patient is here and waits. Raises WrongState, TooEarly, ChangedMeanwhile."""
    return _step(appointment, S.ARRIVED, {S.BOOKED}, "arrived", by=by, at=at, version=version)


def start(*, appointment: Appointment, by: Actor, at: datetime, version: int | None = None) -> Appointment:
    """The patient is being seen; checking in may have been forgotten. Raises WrongState, TooEarly, ChangedMeanwhile."""
    return _step(appointment, S.IN_PROGRESS, {S.BOOKED, S.ARRIVED}, "started", by=by, at=at, version=version)


def complete(*, appointment: Appointment, by: Actor, at: datetime, version: int | None = None) -> Appointment:
    """The patient was seen. Raises WrongState, TooEarly, ChangedMeanwhile."""
    return _step(appointment, S.COMPLETED, {S.ARRIVED, S.IN_PROGRESS}, "completed", by=by, at=at, version=version)


def mark_no_show(*, appointment: Appointment, by: Actor, at: datetime, version: int | None = None) -> Appointment:
    """The patient did not come; the rest of the time is free. Raises WrongState, TooEarly, ChangedMeanwhile."""
    return _step(appointment, S.NO_SHOW, {S.BOOKED}, "missed", by=by, at=at, version=version)


def mark_entered_in_error(
    *, appointment: Appointment, by: Actor, at: datetime, version: int | None = None
) -> Appointment:
    """This should never have been booked, as for the wrong person. Raises AlreadyOver, ChangedMeanwhile."""
    with transaction.atomic():
        current = locked(appointment, version=version)
        if current.status in {S.ENTERED_IN_ERROR, S.COMPLETED, S.IN_PROGRESS}:
            raise AlreadyOver
        _stand(current, S.ENTERED_IN_ERROR, at=at)
        reserving.release(current)
        keep(current, change="entered_in_error", by=by, at=at, fields=["status"])
    return current


def undo(*, appointment: Appointment, by: Actor, at: datetime, version: int | None = None) -> Appointment:
    """Take back the last change of status, within a day. A time that was given free must still be free.

    Raises CannotUndo, SlotTaken, CalendarBusy, ChangedMeanwhile.
    """

    def once() -> Appointment:
        frees = not appointment.is_standing
        found = reserving.find(_same(appointment), besides=appointment) if frees else None
        current = locked(appointment, version=version)
        last, before = _last_two(current)
        if last.change not in UNDOABLE or at - last.at > UNDO_WITHIN or current.is_standing is frees:
            raise CannotUndo
        if found is not None:
            if found.taken:
                raise SlotTaken(found.taken_kinds)
            reserving.give_up(current)
            reserving.reserve(current, found)
        _stand(current, S(before.status), at=before.at)
        keep(current, change="reinstated" if frees else "stepped_back", by=by, at=at, fields=["status"])
        return current

    return reserving.among_rivals(once)


def can_undo(appointment: Appointment, *, at: datetime) -> bool:
    """Whether `undo` has something to take back, of the versions that were loaded with the appointment."""
    versions = list(appointment.versions.all()[:2])
    return len(versions) == 2 and versions[0].change in UNDOABLE and at - versions[0].at <= UNDO_WITHIN


def _step(
    appointment: Appointment,
    to: AppointmentStatus,
    allowed: Collection[AppointmentStatus],
    change: str,
    *,
    by: Actor,
    at: datetime,
    version: int | None,
) -> Appointment:
    with transaction.atomic():
        current = locked(appointment, version=version)
        if current.status not in allowed:
            raise WrongState(current)
        if at < (current.starts_at if to == S.NO_SHOW else current.starts_at - EARLY):
            raise TooEarly
        _stand(current, to, at=at)
        if not current.is_standing:
            reserving.release(current)
        keep(current, change=change, by=by, at=at, fields=["status"])
    return current


def _stand(appointment: Appointment, status: AppointmentStatus, *, at: datetime) -> None:
    appointment.status, appointment.status_at = status, at
    if status != S.CANCELLED:
        appointment.cancellation_reason, appointment.cancellation_text = "", ""


def _last_two(appointment: Appointment) -> tuple[AppointmentVersion, AppointmentVersion]:
    versions = list(appointment.versions.order_by("-number")[:2])
    if len(versions) < 2:
        raise CannotUndo
    return versions[0], versions[1]


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
