"""Booking an appointment, cancelling it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from appointments.actions import reserving
from appointments.actions.keeping import AlreadyOver, keep, locked
from appointments.actions.placing import NO_EXCUSE, Excuses, NotInUse, flags, judge, place, refuse_the_impossible
from appointments.actions.reserving import Wish
from appointments.models import Appointment, AppointmentStatus, AppointmentType, CancellationReason, Equipment, Provider
from clinics.kit.actor import Actor
from clinics.kit.ids import new_id
from clinics.places.models import Location
from patients.models import Patient


def book(
    *,
    patient: Patient,
    type: AppointmentType,
    provider: Provider,
    location: Location,
    starts_at: datetime,
    by: Actor,
    at: datetime,
    minutes: int | None = None,
    room: Location | None = None,
    equipment: Equipment | None = None,
    reason: str = "",
    comment: str = "",
    excuses: Excuses = NO_EXCUSE,
    id: UUID | None = None,
) -> Appointment:
    """Book a patient in. Given an `id` under which the very same is booked, as by a second click, that is returned.

    Where something else has that id, as after going back in the browser, this is booked beside it.

    Raises SlotTaken, CalendarBusy, OutsideHours, CannotBeBooked, NotOffered, NotInUse, TimeOutOfRange,
    MayNotOverbook, ReasonNeeded.
    """
    wish = Wish(
        patient=patient,
        type=type,
        provider=provider,
        location=location,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes or type.minutes),
        room=room,
        equipment=equipment,
    )
    if not type.is_active:
        raise NotInUse
    refuse_the_impossible(wish, excuses, by=by, at=at)

    def once() -> Appointment:
        found = reserving.find(wish)
        known = Appointment.objects.filter(pk=id).first() if id else None
        if known is not None and _is_what_is_wished(known, wish):
            return known
        outside = judge(wish, found, excuses)
        appointment = Appointment(id=new_id() if known else id or new_id(), patient=patient, type=type)
        appointment.reason, appointment.comment = reason, comment
        appointment.recorded_at, appointment.booked_by_id, appointment.booked_by_name = at, by.id, by.name
        appointment.status_at = at
        place(appointment, wish, found, excuses, is_outside=outside)
        keep(appointment, change="booked", by=by, at=at, fields=flags(appointment))
        reserving.reserve(appointment, found)
        return appointment

    return reserving.among_rivals(once)


def cancel(
    *,
    appointment: Appointment,
    version: int | None = None,
    reason: str,
    by: Actor,
    at: datetime,
    text: str = "",
) -> Appointment:
    """Cancel an appointment that did not begin; its time is free again. Raises AlreadyOver, ChangedMeanwhile."""
    with transaction.atomic():
        current = locked(appointment, version=version)
        if current.status not in (AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED):
            raise AlreadyOver
        current.status, current.status_at = AppointmentStatus.CANCELLED, at
        current.cancellation_reason, current.cancellation_text = CancellationReason(reason), text
        reserving.release(current)
        keep(current, change="cancelled", by=by, at=at, fields=["status"], reason=reason)
    return current


def _is_what_is_wished(known: Appointment, wish: Wish) -> bool:
    placed = (known.patient_id, known.type_id, known.provider_id, known.location_id, known.starts_at)
    wished = (wish.patient.pk, wish.type.pk, wish.provider.pk, wish.location.pk, wish.starts_at)
    return known.is_standing and placed == wished
