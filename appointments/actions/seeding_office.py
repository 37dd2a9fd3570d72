"""The sample office: rooms, equipment, providers with their hours, and what they offer."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from appointments.actions import equipment, providers, types
from appointments.actions.providers import HoursDetails
from appointments.local_time import day_of
from appointments.models import AppointmentType, Provider
from appointments.sample import Line, Office, Service, office_in
from clinics.kit.actor import Actor, ActorKind
from clinics.kit.current import current_clinic
from clinics.onboarding.samples import SampleOrder
from clinics.places.actions import locations, opening
from clinics.places.models import Location, LocationKind
from clinics.staff.models import User
from clinics.staff.permissions import Permission

OPEN, OPEN_AT_WEEKENDS = (time(8), time(18)), (time(9), time(14))
SINCE = timedelta(days=400)
AWAY_IN, MEETING_IN = 9, 4  # days


@dataclass(frozen=True)
class Post:
    """A provider, the actor they are when they act, and what they offer."""

    provider: Provider
    actor: Actor
    offers: list[tuple[Service, AppointmentType]]


@dataclass(frozen=True)
class Desk:
    """All that booking needs."""

    order: SampleOrder
    draw: random.Random
    office: Office
    site: Location
    posts: list[Post]
    reception: list[Actor]


def set_up(order: SampleOrder) -> Desk:
    """Set the office up for the team of the order, or with stand-ins where nobody works yet."""
    office = office_in(current_clinic().language)
    site = locations.ensure_first_site(by=order.by, at=order.at)
    if not site.address:
        site = locations.change(place=site, address=office.address, by=order.by, at=order.at)
        opening.set_hours(place=site, hours=_opening(site), by=order.by, at=order.at)
    rooms = _rooms(order, office, site)
    for name, sort in office.equipment:
        equipment.add(name=name, kind=sort, location=site, by=order.by, at=order.at)
    posts = [post for line in office.lines for post in _posts(order, line, site, rooms)]
    _exceptions(order, office, site, posts)
    draw = random.Random(f"calendar:{order.seed}")  # noqa: S311 - a calendar to look at, not secrets
    reception = order.who_may(Permission.APPOINTMENT_BOOK, works_in="reception")
    return Desk(order, draw, office, site, posts, reception)


def _opening(site: Location) -> list[HoursDetails]:
    """Wider than anybody's hours on working days, shorter at weekends."""
    days = [*((day, OPEN) for day in range(1, 6)), *((day, OPEN_AT_WEEKENDS) for day in (6, 7))]
    return [HoursDetails(location=site, weekday=day, starts=starts, ends=ends) for day, (starts, ends) in days]


def _rooms(order: SampleOrder, office: Office, site: Location) -> dict[str, Location]:
    own = [line.room for line in office.lines if line.room]
    names = [*own[:1], *office.spare_rooms, *own[1:]]  # who needs another room gets a spare one
    return {
        name: locations.add(kind=LocationKind.ROOM, name=name, parent=site, order=number, by=order.by, at=order.at)
        for number, name in enumerate(names, start=1)
    }


def _posts(order: SampleOrder, line: Line, site: Location, rooms: dict[str, Location]) -> list[Post]:
    people = [
        each.actor
        for each in order.team
        if each.works_in == line.works_in and each.actor.may(Permission.APPOINTMENT_ATTEND)
    ]
    stand_ins = [line.stand_in] if not order.team and line.stand_in else []
    doing = [*people, *(Actor.task(name) for name in stand_ins)]
    if not doing:
        return []
    added = [_provider(order, line, actor, site, rooms.get(line.room)) for actor in doing]
    offers = [(service, _type(order, service, added, place)) for place, service in enumerate(line.services, start=1)]
    return [Post(provider, actor, offers) for provider, actor in zip(added, doing, strict=True)]


def _provider(order: SampleOrder, line: Line, actor: Actor, site: Location, room: Location | None) -> Provider:
    user = User.objects.get(pk=UUID(actor.id)) if actor.kind == ActorKind.STAFF else None
    provider = providers.add(
        name=actor.name,
        title=user.title if user else line.title,
        user=user,
        tone=line.tone,
        usual_room=room,
        by=order.by,
        at=order.at,
    )
    days = [(day, line.week) for day in range(1, 6)] + [(day, line.weekend) for day in (6, 7)]
    week = [
        HoursDetails(location=site, weekday=day, starts=time.fromisoformat(starts), ends=time.fromisoformat(ends))
        for day, stretches in days
        for starts, ends in stretches
    ]
    since = day_of(order.at - SINCE, site.zone)
    providers.set_weekly_hours(provider=provider, hours=week, valid_from=since, by=order.by, at=order.at)
    return provider


def _type(order: SampleOrder, service: Service, offered_by: list[Provider], place: int) -> AppointmentType:
    return types.add(
        name=service.name,
        minutes=service.minutes,
        tone=service.tone,
        fee=service.price,
        preparation=service.preparation,
        needs_room=service.needs_room,
        equipment_kind=service.equipment_kind,
        books_online=service.books_online,
        order=place,
        offered_by=offered_by,
        by=order.by,
        at=order.at,
    )


def _exceptions(order: SampleOrder, office: Office, site: Location, posts: list[Post]) -> None:
    """Somebody is away one day, and everybody meets over one noon."""
    today = day_of(order.at, site.zone)
    meeting = _working_day(today + timedelta(days=MEETING_IN))
    providers.add_exception(
        first_day=meeting,
        last_day=meeting,
        location=site,
        starts=time(11, 30),
        ends=time(12, 30),
        reason=office.meeting,
        by=order.by,
        at=order.at,
    )
    if posts:
        away = _working_day(today + timedelta(days=AWAY_IN))
        providers.add_exception(
            provider=posts[-1].provider, first_day=away, last_day=away, reason=office.away, by=order.by, at=order.at
        )


def _working_day(day: date) -> date:
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    return day
