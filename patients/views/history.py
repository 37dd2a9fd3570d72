"""Who changed what, with the values before and after."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import lookup
from patients.models import Patient
from patients.queries.banner import banner_of
from patients.queries.history import history_of


@requires(Permission.PATIENT_HISTORY)
@require_safe
@asks("before")
def page(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.visible_to(request.actor), pk=patient_id)
    lookup.record_view(patient=patient, by=request.actor, at=request.at, page="history")
    before = request.GET.get("before", "")
    shown = history_of(patient, before=int(before) if before.isdecimal() and len(before) < 9 else None)
    context = {"history": shown, "patient": patient, "banner": banner_of(patient, at=request.at)}
    return render(request, "patients/history/page.html", context)
