"""The page of one person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clinics.kit.dates import moment_in
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import lookup
from patients.models import Patient
from patients.queries import care
from patients.queries.chart import chart_page


@requires(Permission.PATIENT_VIEW)
@require_safe
@asks("show", "before")
def page(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).with_record(), pk=patient_id)
    shown = chart_page(
        patient,
        to=request.actor,
        at=request.at,
        facet=request.GET.get("show", ""),
        before=moment_in(request.GET.get("before", "")),
    )
    seen = care.seen(patient, to=request.actor)
    lookup.open_chart(
        patient=patient,
        shown=shown.shown_people,
        by=request.actor,
        at=request.at,
        in_emergency=seen.until is not None,
    )
    template = "_timeline.html" if request.htmx else "page.html"
    context = {"page": shown, "patient": patient, "banner": shown.banner, "seen": seen}
    return render(request, f"patients/patient/{template}", context)
