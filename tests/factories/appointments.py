"""A calendar made through the real actions: providers with hours, what can be booked, and bookings."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from appointments.actions import booking, providers, types
from appointments.models import Appointment, AppointmentType, Provider
from clinics.kit.actor import Actor
from clinics.places.actions import locations, opening
from clinics.places.models import Location, LocationKind
from clinics.staff.permissions import BOOKS, Permission
from patients.models import Patient
from tests.factories import patients

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)  # a Monday
SINCE = date(2026, 1, 1)
ADMIN = Actor.task("tests", permissions=frozenset({Permission.CALENDAR_CONFIGURE}))
DESK = Actor.task("tests", permissions=frozenset(BOOKS))
HEAD = Actor.task("tests", permissions=frozenset({*BOOKS, Permission.APPOINTMENT_OVERBOOK}))


def site() -> Location:
    """The clinic's own first site."""
    return locations.ensure_first_site(by=ADMIN, at=AT)


def another_site(name: str = "North", time_zone: str = "") -> Location:
    return locations.add(kind=LocationKind.SITE, name=name, time_zone=time_zone, by=ADMIN, at=AT)


def room(name: str = "Room 1", *, parent: Location | None = None) -> Location:
    return locations.add(kind=LocationKind.ROOM, name=name, parent=parent or site(), by=ADMIN, at=AT)


def provider(
    name: str = "Dana Doctor",
    *,
    hours: tuple[tuple[str, str], ...] | None = (("09:00", "17:00"),),
    location: Location | None = None,
    weekdays: range = range(1, 6),
    since: date = SINCE,
    **details: Any,
) -> Provider:
    """Somebody who works Monday to Friday, 9 to 17, unless told otherwise."""
    added = providers.add(name=name, by=ADMIN, at=AT, **details)
    if hours:
        work(added, hours, location=location, weekdays=weekdays, since=since)
    return added


def work(
    provider: Provider,
    hours: tuple[tuple[str, str], ...],
    *,
    location: Location | None = None,
    weekdays: range = range(1, 6),
    since: date = SINCE,
) -> None:
    place = location or site()
    week = [
        providers.HoursDetails(location=place, weekday=day, starts=clock(starts), ends=clock(ends))
        for day in weekdays
        for starts, ends in hours
    ]
    providers.set_weekly_hours(provider=provider, hours=week, valid_from=since, by=ADMIN, at=AT)


def opens(*hours: tuple[str, str], weekdays: range = range(1, 6), place: Location | None = None) -> None:
    """The site is open on these days, Monday to Friday unless told otherwise, and closed on the others."""
    at_site = place or site()
    week = [
        providers.HoursDetails(location=at_site, weekday=day, starts=clock(starts), ends=clock(ends))
        for day in weekdays
        for starts, ends in hours
    ]
    opening.set_hours(place=at_site, hours=week, by=ADMIN, at=AT)


def kind(name: str = "Consultation", minutes: int = 30, **details: Any) -> AppointmentType:
    return types.add(name=name, minutes=minutes, by=ADMIN, at=AT, **{"needs_room": False, **details})


def clock(text: str) -> time:
    return time.fromisoformat(text)


def local(day: date | str, text: str, place: Location | None = None) -> datetime:
    """The moment (UTC) at which the clock of the site shows this."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(on, clock(text), tzinfo=(place or site()).zone).astimezone(UTC)


def book(
    patient: Patient | None = None,
    *,
    starts_at: datetime | None = None,
    type: AppointmentType | None = None,
    provider: Provider | None = None,
    location: Location | None = None,
    by: Actor = DESK,
    at: datetime = AT,
    **more: Any,
) -> Appointment:
    """An appointment on Tuesday, 3 November 2026, at ten, unless told otherwise."""
    place = location or site()
    return booking.book(
        patient=patient or patients.register(),
        type=type or AppointmentType.objects.first() or kind(),
        provider=provider or Provider.objects.first() or someone(),
        location=place,
        starts_at=starts_at or local("2026-11-03", "10:00", place),
        by=by,
        at=at,
        **more,
    )


def someone() -> Provider:
    return provider()


def later(appointment: Appointment, minutes: int) -> datetime:
    return appointment.starts_at + timedelta(minutes=minutes)
