"""Booking an appointment, moving it, cancelling it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.actions import reserving
from appointments.actions.keeping import day_topic, keep, locked
from appointments.actions.reserving import Found, SlotTaken, Wish
from appointments.intervals import contain
from appointments.local_time import day_of
from appointments.models import (
    LONGEST,
    Appointment,
    AppointmentStatus,
    AppointmentType,
    AppointmentVersion,
    CancellationReason,
    Equipment,
    Provider,
)
from appointments.queries.hours import hours_between
from clinics.kit.actor import Actor
from clinics.kit.ids import new_id
from clinics.kit.refusal import Refusal
from clinics.places.models import Location
from clinics.staff.permissions import Permission
from patients.models import Patient

MAY_BE_PAST = timedelta(days=1)
SHORTEST = timedelta(minutes=5)
FAR_AHEAD = timedelta(days=3 * 366)
PLACED = ("provider_id", "location_id", "room_id", "equipment_id", "starts_at", "ends_at")


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


class AlreadyOver(Refusal):
    code = "appointment_over"
    sentence = _("This appointment is no longer booked, so it cannot be changed. Book a new one.")


@dataclass(frozen=True, kw_only=True)
class Excuses:
    """Why a time is booked twice, or outside the hours; `overbook` says that the first is meant."""

    overbook: bool = False
    overbooking: str = ""
    outside_hours: str = ""


NO_EXCUSE = Excuses()


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
    _refuse_the_impossible(wish, excuses, by=by, at=at)

    def once() -> Appointment:
        found = reserving.find(wish)
        known = Appointment.objects.filter(pk=id).first() if id else None
        if known is not None and _is_what_is_wished(known, wish):
            return known
        outside = _judge(wish, found, excuses)
        appointment = Appointment(id=new_id() if known else id or new_id(), patient=patient, type=type)
        appointment.reason, appointment.comment = reason, comment
        appointment.recorded_at, appointment.booked_by_id, appointment.booked_by_name = at, by.id, by.name
        appointment.status_at = at
        _place(appointment, wish, found, excuses, is_outside=outside)
        keep(appointment, change="booked", by=by, at=at, fields=_flags(appointment))
        reserving.reserve(appointment, found)
        return appointment

    return reserving.among_rivals(once)


def move(
    *,
    appointment: Appointment,
    version: int | None,
    by: Actor,
    at: datetime,
    starts_at: datetime | None = None,
    minutes: int | None = None,
    provider: Provider | None = None,
    location: Location | None = None,
    room: Location | None = None,
    excuses: Excuses = NO_EXCUSE,
) -> Appointment:
    """Move an appointment to another time, length, provider, site or room; what is not named stays.

    A room is chosen anew where the one it had is taken. Raises what `book` raises, and ChangedMeanwhile, AlreadyOver.
    """
    wish = _moved(appointment, starts_at=starts_at, minutes=minutes, provider=provider, location=location, room=room)
    return _move_to(wish, appointment, version=version, excuses=excuses, change="moved", by=by, at=at)


def move_back(
    *, appointment: Appointment, to: AppointmentVersion, version: int, by: Actor, at: datetime
) -> Appointment:
    """Move an appointment to where it stood. Where that is outside the hours, it says so by itself.

    Raises what `move` raises, SlotTaken also for a time that was booked twice before.
    """
    wish = Wish(
        patient=appointment.patient,
        type=appointment.type,
        provider=to.provider,
        location=to.location,
        starts_at=to.starts_at,
        ends_at=to.ends_at,
        room=to.room,
        prefers=frozenset({appointment.equipment_id}),
    )
    excuses = Excuses(outside_hours=gettext("Moved back to where it was"))
    return _move_to(wish, appointment, version=version, excuses=excuses, change="moved_back", by=by, at=at)


def _move_to(
    wish: Wish, appointment: Appointment, *, version: int | None, excuses: Excuses, change: str, by: Actor, at: datetime
) -> Appointment:
    _refuse_the_impossible(wish, excuses, by=by, at=at)

    def once() -> Appointment:
        found = reserving.find(wish, besides=appointment)
        current = locked(appointment, version=version)
        if current.status != AppointmentStatus.BOOKED:
            raise AlreadyOver
        outside = _judge(wish, found, excuses)
        was, day_before = {name: getattr(current, name) for name in PLACED}, day_topic(current)
        _place(current, wish, found, excuses, is_outside=outside)
        changed = [name for name in PLACED if getattr(current, name) != was[name]]
        if changed:
            reserving.give_up(current)
            reserving.reserve(current, found)
            keep(current, change=change, by=by, at=at, fields=[*changed, *_flags(current)], days_before=[day_before])
        return current

    return reserving.among_rivals(once)


def _moved(
    before: Appointment,
    *,
    starts_at: datetime | None,
    minutes: int | None,
    provider: Provider | None,
    location: Location | None,
    room: Location | None,
) -> Wish:
    """What the appointment takes up after the move; its room stays its own where nothing asks for another."""
    starts, length = starts_at or before.starts_at, timedelta(minutes=minutes) if minutes else before.length
    place = location or before.location
    if room is None and place == before.location and not before.type.needs_room:
        room = before.room
    return Wish(
        patient=before.patient,
        type=before.type,
        provider=provider or before.provider,
        location=place,
        starts_at=starts,
        ends_at=starts + length,
        room=room,
        prefers=frozenset({before.room_id, before.equipment_id}),
    )


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


def _refuse_the_impossible(wish: Wish, excuses: Excuses, *, by: Actor, at: datetime) -> None:
    """What needs no lock to be seen."""
    if not at - MAY_BE_PAST <= wish.starts_at <= at + FAR_AHEAD:
        raise TimeOutOfRange(field="starts_at")
    if not SHORTEST <= wish.ends_at - wish.starts_at <= LONGEST:
        raise TimeOutOfRange(field="minutes")
    is_offered = wish.provider.is_active and wish.location.is_site
    places = (wish.location, wish.room, wish.equipment)
    if not is_offered or any(place.is_closed_on(wish.day) for place in places if place):
        raise NotInUse
    if excuses.overbook and not by.may(Permission.APPOINTMENT_OVERBOOK):
        raise MayNotOverbook(field="overbook")
    if excuses.overbook and not excuses.overbooking:
        raise ReasonNeeded(field="overbooking")


def _is_what_is_wished(known: Appointment, wish: Wish) -> bool:
    placed = (known.patient_id, known.type_id, known.provider_id, known.location_id, known.starts_at)
    wished = (wish.patient.pk, wish.type.pk, wish.provider.pk, wish.location.pk, wish.starts_at)
    return known.is_standing and placed == wished


def _judge(wish: Wish, found: Found, excuses: Excuses) -> bool:
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


def _place(appointment: Appointment, wish: Wish, found: Found, excuses: Excuses, *, is_outside: bool) -> None:
    appointment.provider, appointment.location = wish.provider, wish.location
    appointment.room, appointment.equipment = found.room, found.equipment
    appointment.starts_at, appointment.ends_at = wish.starts_at, wish.ends_at
    appointment.is_overbooked = bool(found.taken)
    appointment.overbooking_reason = excuses.overbooking if found.taken else ""
    appointment.is_outside_hours = is_outside
    appointment.outside_hours_reason = excuses.outside_hours if is_outside else ""


def _flags(appointment: Appointment) -> list[str]:
    """What the trail says of a booking beyond that it was made."""
    return [name for name in ("is_overbooked", "is_outside_hours") if getattr(appointment, name)]
