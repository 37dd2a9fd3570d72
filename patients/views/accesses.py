"""Who opened a record: the list that the person may be given, on paper if they like."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import lookup
from patients.forms.accesses import AccessesForm
from patients.models import Patient
from patients.queries.accesses import accesses_of
from patients.queries.banner import banner_of


@requires(Permission.PATIENT_VIEW, Permission.AUDIT_VIEW)
@require_safe
@asks("since", "until", "with_lists")
def page(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.visible_to(request.actor), pk=patient_id)
    zone = ZoneInfo(request.clinic.time_zone)
    form = AccessesForm(request.GET, at=request.at, zone=zone)
    shown = None
    if form.is_valid():
        lists = form.cleaned_data["with_lists"]
        shown = accesses_of(patient.pk, since=form.begins, until=form.ends, zone=zone, with_lists=lists)
    lookup.record_accesses_view(patient=patient, by=request.actor, at=request.at)
    context = {"form": form, "accesses": shown, "patient": patient, "banner": banner_of(patient, at=request.at)}
    return render(request, "patients/accesses/page.html", context, status=200 if shown else 422)
