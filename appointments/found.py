"""Appointments in the frame's search: of the people that were typed, or of a day such as "tomorrow" or "24 nov"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import clock
from appointments.local_time import day_bounds, day_of
from appointments.models import Appointment
from appointments.models.appointment import AppointmentQuerySet
from appointments.queries.calendar import locale
from clinics.home.registry import Found, Query, SearchSource, search_sources
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.staff.permissions import Permission
from patients.queries.search import Results, people_of


def find_appointments(query: Query, /, *, by: Actor, at: datetime, fetched: Results) -> Iterator[Found]:
    """The day itself if one is named; then its appointments, or what is still to come for the people; one statement."""
    if query.day:
        day = clock.long_day(query.day, locale())
        url = f"{reverse('calendar:calendar')}?day={query.day}"
        yield Found(label=day, url=url, detail=_("Calendar"), icon="calendar-days")
    rows = _rows(query, at, fetched)
    if rows is not None:
        for row in rows.visible_to(by).standing().for_search()[: query.limit - bool(query.day)]:
            yield _found(row)


def _rows(query: Query, at: datetime, people: Results) -> AppointmentQuerySet | None:
    if query.day and not query.beside:
        return Appointment.objects.beginning_on(query.day)
    if not people.hits:
        return None
    theirs = Appointment.objects.filter(patient__in=people.ids)
    if query.day:
        return theirs.beginning_on(query.day)
    zone = ZoneInfo(current_clinic().time_zone)
    return theirs.filter(starts_at__gte=day_bounds(day_of(at, zone), zone)[0])


def _found(row: Appointment) -> Found:
    zone, words = row.location.zone, locale()
    when = f"{clock.short_day(day_of(row.starts_at, zone), words)}, {clock.clock(row.starts_at, zone, words)}"
    return Found(
        label=row.patient.name or _("Name not recorded"),
        url=reverse("appointments:appointment", args=[row.pk]),
        detail=f"{when} · {row.type.name} · {row.provider.name}",
        icon="clock",
        patients=(row.patient_id,),
    )


def register() -> None:
    search_sources.register(
        SearchSource(
            name="appointments",
            label=gettext_lazy("Appointments"),
            find=find_appointments,
            fetch=people_of,
            permission=Permission.CALENDAR_VIEW,
            order=20,
        )
    )
