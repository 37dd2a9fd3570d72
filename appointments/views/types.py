"""What patients come for: length, needs, fee, who provides it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appointments.actions import types
from appointments.forms.types import TypeForm
from appointments.models import AppointmentType
from appointments.queries import type_pages
from appointments.views.sheet import Crumb, Sheet, fill
from clinics.kit.current import current_clinic
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask

TEMPLATE = "appointments/types/form.html"


@require_safe
@requires(Permission.CALENDAR_CONFIGURE)
def index(request: ClinicRequest) -> HttpResponse:
    return render(request, "appointments/types/index.html", {"lines": type_pages.lines()})


@requires(Permission.CALENDAR_CONFIGURE)
def new(request: ClinicRequest) -> HttpResponse:
    form = _form(request, initial={"minutes": 30, "needs_room": type_pages.has_rooms()})
    sheet = Sheet(
        title=_("Add an appointment type"), above=[_all()], button=_("Add"), done=_("The appointment type is added.")
    )
    return fill(
        request,
        form,
        sheet,
        lambda **given: types.add(order=type_pages.last_place(), **given, by=request.actor, at=request.at),
        template=TEMPLATE,
    )


@requires(Permission.CALENDAR_CONFIGURE)
def edit(request: ClinicRequest, type_id: UUID) -> HttpResponse:
    row = _type(type_id)
    form = _form(request, initial=type_pages.known(row))
    sheet = Sheet(
        title=_("Change %(name)s") % {"name": row},
        above=[_all()],
        button=_("Save"),
        done=_("Saved. What is booked already keeps its length."),
    )
    return fill(
        request,
        form,
        sheet,
        lambda **given: types.change(type=row, **given, by=request.actor, at=request.at),
        template=TEMPLATE,
        type=row,
    )


@require_POST
@requires(Permission.CALENDAR_CONFIGURE)
def place(request: ClinicRequest, type_id: UUID) -> HttpResponse:
    """Up or down in lists, by one."""
    types.move(type=_type(type_id), up=request.POST.get("to") == "up", by=request.actor, at=request.at)
    return redirect("settings:types")


@requires(Permission.CALENDAR_CONFIGURE)
def retirement(request: ClinicRequest, type_id: UUID) -> HttpResponse:
    row = _type(type_id)
    question = Question(
        title=_("No longer offer %(name)s?") % {"name": row},
        text=_("Nothing new is booked for it, and patients no longer see it. What is booked stays."),
        button=_("No longer offer"),
        done=_("%(name)s is no longer offered.") % {"name": row},
        back=reverse("settings:types"),
        is_dangerous=True,
    )
    return ask(request, question, lambda: types.retire(type=row, by=request.actor, at=request.at))


@requires(Permission.CALENDAR_CONFIGURE)
def return_(request: ClinicRequest, type_id: UUID) -> HttpResponse:
    row = _type(type_id)
    question = Question(
        title=_("Offer %(name)s again?") % {"name": row},
        text=_("It can be booked from now on."),
        button=_("Offer again"),
        done=_("%(name)s can be booked.") % {"name": row},
        back=reverse("settings:types"),
    )
    return ask(request, question, lambda: types.change(type=row, is_active=True, by=request.actor, at=request.at))


def _form(request: ClinicRequest, *, initial: dict[str, object]) -> TypeForm:
    return TypeForm(
        request.POST or None,
        initial=initial,
        kinds=type_pages.equipment_kinds(),
        providers=type_pages.providers(),
        currency=current_clinic().currency,
    )


def _type(type_id: UUID) -> AppointmentType:
    return get_object_or_404(type_pages.types(), pk=type_id)


def _all() -> Crumb:
    return Crumb(_("Appointment types"), reverse("settings:types"))
