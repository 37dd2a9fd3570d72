"""The page of one appointment, and what asks before it is done: moving, cancelling, describing, errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.actions import booking, describing, moving, reading, undoing, visits
from appointments.actions.placing import Excuses, OutsideHours
from appointments.actions.reserving import SlotTaken
from appointments.forms.changes import CancellationForm, DetailsForm, ErrorForm, MoveForm
from appointments.models import Appointment
from appointments.queries.appointment_page import appointment_page
from appointments.views.visits import answer
from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest

ASKS: dict[type[Refusal], str] = {OutsideHours: "outside_hours", SlotTaken: "overbooking"}
Save = Callable[[dict[str, Any]], Appointment]


@requires(Permission.CALENDAR_VIEW)
@require_safe
def page(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    shown = appointment_page(_found(request, appointment_id), to=request.actor, at=request.at)
    reading.record_view(appointment=shown.appointment, by=request.actor, at=request.at)
    template = "page.html"
    if request.htmx:
        template = "_page.html" if request.htmx.target == "appointment" else "_peek.html"
    context = {"page": shown, "appointment": shown.appointment, "banner": shown.banner}
    context["can_undo"] = undoing.can_undo(shown.appointment, by=request.actor, at=request.at)
    with timezone.override(shown.setting.zone):
        return render(request, f"appointments/appointment/{template}", context)


@requires(Permission.APPOINTMENT_BOOK)
def cancellation(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    row = _found(request, appointment_id)

    def save(values: dict[str, Any]) -> Appointment:
        return booking.cancel(appointment=row, **values, by=request.actor, at=request.at)

    return _ask(
        request,
        row,
        CancellationForm(request.POST or None, initial={"version": row.version}),
        title=_("Cancel the appointment"),
        button=_("Cancel the appointment"),
        done=_("Cancelled. The time is free again."),
        save=save,
        undo=True,
    )


@requires(Permission.APPOINTMENT_BOOK)
def move(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    """To another time, provider or room; also by dragging, which names only what changed."""
    row = _found(request, appointment_id)
    form = MoveForm(
        request.POST or None, appointment=row, may_overbook=request.actor.may(Permission.APPOINTMENT_OVERBOOK)
    )

    def save(values: dict[str, Any]) -> Appointment:
        excuses = Excuses(
            overbook=bool(values.pop("overbooking")),
            overbooking=form.cleaned_data["overbooking"],
            outside_hours=values.pop("outside_hours"),
        )
        return moving.move(appointment=row, **values, excuses=excuses, by=request.actor, at=request.at)

    return _ask(
        request,
        row,
        form,
        title=_("Move the appointment"),
        button=_("Move"),
        done=_("Moved."),
        save=save,
        undo=True,
    )


@requires(Permission.APPOINTMENT_BOOK)
def details(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    row = _found(request, appointment_id)
    initial = {"version": row.version, "reason": row.reason, "comment": row.comment}

    def save(values: dict[str, Any]) -> Appointment:
        return describing.describe(appointment=row, **values, by=request.actor, at=request.at)

    form = DetailsForm(request.POST or None, initial=initial)
    return _ask(request, row, form, title=_("Reason and comment"), button=_("Save"), done=_("Saved."), save=save)


@requires(Permission.APPOINTMENT_BOOK)
def error(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    row = _found(request, appointment_id)

    def save(values: dict[str, Any]) -> Appointment:
        return visits.mark_entered_in_error(appointment=row, **values, by=request.actor, at=request.at)

    return _ask(
        request,
        row,
        ErrorForm(request.POST or None, initial={"version": row.version}),
        title=_("This should never have been booked"),
        button=_("Mark as entered in error"),
        done=_("Marked as entered in error. The time is free again."),
        save=save,
    )


def _found(request: ClinicRequest, appointment_id: UUID) -> Appointment:
    rows = Appointment.objects.visible_to(request.actor).for_appointment_page()
    return get_object_or_404(rows, pk=appointment_id)


def _ask(
    request: ClinicRequest,
    row: Appointment,
    form: forms.Form,
    *,
    title: str,
    button: str,
    done: str,
    save: Save,
    undo: bool = False,
) -> HttpResponse:
    """Show the form, in a dialog over the calendar or on a page; valid, `save` its values and go back to there."""
    status = 200
    shown = appointment_page(row, to=request.actor, at=request.at)
    with timezone.override(shown.setting.zone):
        if request.method == "POST" and form.is_valid():
            try:
                saved = save(dict(form.cleaned_data))
            except Refusal as refusal:
                if isinstance(form, MoveForm) and type(refusal) in ASKS:
                    form.ask_why(ASKS[type(refusal)])
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                return answer(request, saved, done, can_undo=undo and saved.version != row.version)
        elif form.errors:
            status = 422
        reading.record_view(appointment=row, by=request.actor, at=request.at)
        context = {"page": shown, "appointment": row, "banner": shown.banner, "form": form}
        context |= {"title": title, "button": button}
        template = "_ask.html" if request.htmx else "ask.html"
        return render(request, f"appointments/appointment/{template}", context, status=status)
