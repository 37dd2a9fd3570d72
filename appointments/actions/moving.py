"""Moving an appointment, and moving it back to where it stood."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.actions import reserving
from appointments.actions.keeping import AlreadyOver, day_topic, keep, locked
from appointments.actions.placing import NO_EXCUSE, Excuses, flags, judge, place, refuse_the_impossible
from appointments.actions.reserving import SlotTaken, Wish
from appointments.models import Appointment, AppointmentStatus, AppointmentVersion, Provider
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.places.models import Location
from clinics.staff.permissions import Permission

PLACED = ("provider_id", "location_id", "room_id", "equipment_id", "starts_at", "ends_at")


class WasBookedTwice(Refusal):
    code = "was_booked_twice"
    sentence = _("This time was booked twice, and still is. Ask somebody who may book twice to take it back.")


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
    """Move an appointment to where it stood. Where that is outside the hours or was booked twice, it says so itself.

    Raises what `move` raises, and WasBookedTwice for those who may not book twice.
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
    said = gettext("Moved back to where it was")
    again = to.is_overbooked and by.may(Permission.APPOINTMENT_OVERBOOK)
    excuses = Excuses(outside_hours=said, overbook=again, overbooking=said if again else "")
    try:
        return _move_to(wish, appointment, version=version, excuses=excuses, change="moved_back", by=by, at=at)
    except SlotTaken as taken:
        raise WasBookedTwice if to.is_overbooked else taken from taken


def _move_to(
    wish: Wish, appointment: Appointment, *, version: int | None, excuses: Excuses, change: str, by: Actor, at: datetime
) -> Appointment:
    refuse_the_impossible(wish, excuses, by=by, at=at)

    def once() -> Appointment:
        found = reserving.find(wish, besides=appointment)
        current = locked(appointment, version=version)
        if current.status != AppointmentStatus.BOOKED:
            raise AlreadyOver
        outside = judge(wish, found, excuses)
        was, day_before = {name: getattr(current, name) for name in PLACED}, day_topic(current)
        place(current, wish, found, excuses, is_outside=outside)
        changed = [name for name in PLACED if getattr(current, name) != was[name]]
        if changed:
            reserving.give_up(current)
            reserving.reserve(current, found)
            keep(current, change=change, by=by, at=at, fields=[*changed, *flags(current)], days_before=[day_before])
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
    site = location or before.location
    if room is None and site == before.location and not before.type.needs_room:
        room = before.room
    return Wish(
        patient=before.patient,
        type=before.type,
        provider=provider or before.provider,
        location=site,
        starts_at=starts,
        ends_at=starts + length,
        room=room,
        prefers=frozenset({before.room_id, before.equipment_id}),
    )
