"""How an appointment goes: arriving, starting, completing, not coming."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from appointments.actions import reserving
from appointments.actions.keeping import AlreadyOver, keep, locked
from appointments.models import EARLY, Appointment, AppointmentStatus
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal

S = AppointmentStatus


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
        stand(current, S.ENTERED_IN_ERROR, at=at)
        reserving.release(current)
        keep(current, change="entered_in_error", by=by, at=at, fields=["status"])
    return current


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
        stand(current, to, at=at)
        if not current.is_standing:
            reserving.release(current)
        keep(current, change=change, by=by, at=at, fields=["status"])
    return current


def stand(appointment: Appointment, status: AppointmentStatus, *, at: datetime) -> None:
    """Put it into this status, since `at`. The caller keeps it."""
    appointment.status, appointment.status_at = status, at
    if status != S.CANCELLED:
        appointment.cancellation_reason, appointment.cancellation_text = "", ""
