"""Booking: who, what for, then the first openings; one press books."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments import clock
from appointments.actions import booking, reading
from appointments.actions.placing import Excuses, OutsideHours
from appointments.actions.reserving import SlotTaken
from appointments.forms.booking import BookingForm
from appointments.local_time import day_of
from appointments.models import Appointment
from appointments.queries.booking_page import BookingPage, Wanted, wanted_of
from appointments.queries.calendar import locale
from clinics.kit.refusal import Refusal
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import lookup
from patients.queries import listings

FOUND = 8
STEPS = ("patient", "type", "provider", "room", "site", "start", "day", "minutes", "q")
"""What the address says of the steps so far, and what is typed into the search for a person."""


@requires(Permission.APPOINTMENT_BOOK)
@asks(*STEPS)
def new(request: ClinicRequest) -> HttpResponse:
    given = (request.POST if request.method == "POST" else request.GET).dict()
    wanted = wanted_of(given, to=request.actor)
    if wanted is None:
        raise Http404(_("There is no such site."))
    with timezone.override(wanted.site.zone):
        if request.method == "POST" and wanted.patient and wanted.type:
            return _book(request, wanted)
        return _page(request, BookingPage(wanted, request.at))


@requires(Permission.APPOINTMENT_BOOK)
@require_safe
def new_for(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Booking that begins at a patient's page."""
    return redirect(f"{reverse('appointments:new')}?patient={patient_id}")


@requires(Permission.APPOINTMENT_BOOK, Permission.PATIENT_SEARCH)
@require_safe
@asks(*STEPS)
def people(request: ClinicRequest) -> HttpResponse:
    """People who fit what was typed, each leading to the next step."""
    wanted = wanted_of(request.GET.dict(), to=request.actor)
    query = request.GET.get("q", "").strip()
    found = _people(request, wanted, query) if wanted and query else []
    groups = [{"label": "", "items": found}] if found else []
    return render(request, "components/options.html", {"groups": groups, "query": query, "prefix": "person"})


def _people(request: ClinicRequest, wanted: Wanted, query: str) -> list[dict[str, Any]]:
    hits = lookup.search(text=query, by=request.actor, at=request.at, limit=FOUND).hits
    return [
        {"label": row.name, "detail": _detail(row), "url": wanted.url(patient=row.id), "icon": "user"}
        for row in listings.found_rows(hits, at=request.at)
    ]


def _detail(row: listings.Row) -> str:
    born = clock.short_date(row.birth_date, locale()) if row.birth_date else ""
    return " · ".join(str(word) for word in (born, row.record_number, row.status, row.note) if word)


def _page(
    request: ClinicRequest, page: BookingPage, *, form: BookingForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    found = _people(request, page.wanted, query) if query and page.step == "person" else []
    if page.wanted.patient is not None:
        reading.record_booking(patient=page.wanted.patient, by=request.actor, at=request.at)
    context = {
        "page": page,
        "form": form or BookingForm(initial={"id": page.id}),
        "refusal": refusal,
        "asks_why_outside": isinstance(refusal, OutsideHours),
        "offers_overbooking": isinstance(refusal, SlotTaken) and request.actor.may(Permission.APPOINTMENT_OVERBOOK),
        "query": query,
        "found": found,
    }
    status = refusal.status if refusal else 422 if form is not None else 200
    return render(request, "appointments/booking/new.html", context, status=status)


def _book(request: ClinicRequest, wanted: Wanted) -> HttpResponse:
    form = BookingForm(request.POST, zone=wanted.site.zone)
    if not form.is_valid():
        return _page(request, BookingPage(wanted, request.at), form=form)
    values = form.cleaned_data
    excuses = Excuses(
        overbook=values["overbook"], overbooking=values["overbooking"], outside_hours=values["outside_hours"]
    )
    assert wanted.patient is not None
    assert wanted.type is not None
    try:
        made = booking.book(
            patient=wanted.patient,
            type=wanted.type,
            provider=values["provider"],
            location=wanted.site,
            room=wanted.room,
            starts_at=values["starts_at"],
            minutes=wanted.minutes,
            reason=values["reason"],
            excuses=excuses,
            id=values["id"],
            by=request.actor,
            at=request.at,
        )
    except Refusal as refusal:
        page = BookingPage(wanted, request.at, values["id"], (values["starts_at"], values["provider"]))
        return _page(request, page, form=form, refusal=refusal)
    messages.success(request, _("Booked: %(when)s with %(who)s.") % {"when": _when(made), "who": made.provider.name})
    return redirect(day_of_appointment(made))


def day_of_appointment(appointment: Appointment) -> str:
    """Where the appointment stands in the calendar."""
    place = appointment.location
    day = day_of(appointment.starts_at, place.zone)
    return f"{reverse('calendar:calendar')}?day={day}&site={place.pk}#visit-{appointment.pk}"


def _when(appointment: Appointment) -> str:
    zone, words = appointment.location.zone, locale()
    starts: datetime = appointment.starts_at
    return f"{clock.short_day(day_of(starts, zone), words)}, {clock.clock(starts, zone, words)}"
