"""How an appointment goes, each step at its own address: POST takes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appointments.actions import undoing, visits
from appointments.models import Appointment
from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest

Act = Callable[..., Appointment]


@requires(Permission.APPOINTMENT_ARRIVE)
@require_POST
def arrival(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    return _take(request, appointment_id, visits.check_in, _("Checked in."))


@requires(Permission.APPOINTMENT_ATTEND)
@require_POST
def start(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    return _take(request, appointment_id, visits.start, _("The visit has started."))


@requires(Permission.APPOINTMENT_ATTEND)
@require_POST
def completion(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    return _take(request, appointment_id, visits.complete, _("The visit is completed."))


@requires(Permission.APPOINTMENT_ARRIVE)
@require_POST
def no_show(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    return _take(request, appointment_id, visits.mark_no_show, _("Marked as not come. The time is free again."))


@requires(Permission.CALENDAR_VIEW)
@require_POST
def undo(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    """Whoever may take a step may take it back; with `?version=`, only while nobody has changed it since."""
    appointment = found(request, appointment_id)
    if not request.actor.may(undoing.permission_to_undo(appointment)):
        raise PermissionDenied
    version = request.GET.get("version", "")
    is_number = version.isascii() and version.isdecimal() and len(version) < 10
    act = partial(undoing.undo, version=int(version)) if is_number else undoing.undo
    return _take(request, appointment_id, act, _("Taken back."), can_undo=False)


def found(request: ClinicRequest, appointment_id: UUID) -> Appointment:
    rows = Appointment.objects.visible_to(request.actor).select_related("type", "provider", "location")
    return get_object_or_404(rows, pk=appointment_id)


def _take(request: ClinicRequest, appointment_id: UUID, act: Act, words: str, *, can_undo: bool = True) -> HttpResponse:
    appointment = found(request, appointment_id)
    try:
        appointment = act(appointment=appointment, by=request.actor, at=request.at)
    except Refusal as refusal:
        return answer(request, appointment, str(refusal), is_refused=True)
    return answer(request, appointment, words, can_undo=can_undo)


def answer(
    request: ClinicRequest, appointment: Appointment, words: str, *, can_undo: bool = False, is_refused: bool = False
) -> HttpResponse:
    """A word, with undo of exactly this, in a page that asked by itself and is drawn anew; else back where it was."""
    undo = f"{reverse('appointments:undo', args=[appointment.pk])}?version={appointment.version}" if can_undo else ""
    if request.htmx:
        toast = {"text": words, "kind": "danger" if is_refused else "success", "undo": undo}
        told = {"toast": toast, "dialog-done": {}, "live:changed": {"target": "[data-live]"}}
        return HttpResponse(status=409 if is_refused else 204, headers={"HX-Trigger": json.dumps(told)})
    (messages.error if is_refused else messages.success)(request, words, extra_tags=undo)
    back = request.POST.get("next", "")
    is_here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_here else reverse("appointments:appointment", args=[appointment.pk]))
