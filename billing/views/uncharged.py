"""Completed appointments that nobody charged yet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing.actions import charging, reading
from billing.queries.uncharged import uncharged
from clinics.kit.filters import page_of
from clinics.kit.refusal import Refusal
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest

ON_A_PAGE = 50


@require_safe
@requires(Permission.INVOICE_DRAFT)
@asks("page")
def index(request: ClinicRequest) -> HttpResponse:
    found = uncharged(to=request.actor, at=request.at)
    page = page_of(found, request.GET, size=ON_A_PAGE)
    named = [appointment.patient_id for appointment in page.object_list]
    reading.record_list(patients=named, by=request.actor, at=request.at)
    return render(request, "billing/uncharged/index.html", {"page": page})


@require_POST
@requires(Permission.INVOICE_DRAFT)
def charge(request: ClinicRequest, appointment_id: UUID) -> HttpResponse:
    """Put it on the patient's draft; charged already it leads back with a word."""
    appointment = get_object_or_404(charging.chargeable(request.actor), pk=appointment_id)
    try:
        line = charging.charge(appointment=appointment, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("billing:uncharged")
    messages.success(request, _("It stands on the draft now."))
    return redirect("billing:draft", draft_id=line.draft_id)
