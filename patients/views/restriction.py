"""Restricting a record to those who care for the patient."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clinics.staff.access import Proof, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import care, lookup
from patients.forms.care import RestrictionForm
from patients.models import Ground, Patient, RestrictedChart
from patients.queries import care as shown
from patients.queries import staff_charts
from patients.queries.banner import banner_of


@requires(Permission.PATIENT_RESTRICT)
def restriction(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Restrict a record. Afterwards whoever did it may not see it any more, and is led to where it can be lifted."""
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)
    form = RestrictionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        care.restrict(patient=patient, **form.cleaned_data, by=request.actor, at=request.at)
        messages.success(request, _("Only those who care for the patient see the record now."))
        return redirect("sight:restricted")
    lookup.record_view(patient=patient, by=request.actor, at=request.at, page="restriction")
    context: dict[str, Any] = {"form": form, "patient": patient, "restriction": shown.restriction_of(patient)}
    context["banner"] = banner_of(patient, at=request.at)
    return render(request, "patients/restriction/restriction.html", context, status=422 if form.errors else 200)


@requires(Permission.PATIENT_RESTRICT)
@require_safe
def index(request: ClinicRequest) -> HttpResponse:
    """All restricted records: who decides about them must know whose they are."""
    rows = shown.restricted()
    lookup.record_listing(patients=[row.patient for row in rows], by=request.actor, at=request.at)
    return render(request, "patients/restriction/index.html", {"rows": rows})


@requires(Permission.PATIENT_RESTRICT, proof=Proof.RECENT)
@require_POST
def lifting(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    care.lift(restriction=get_object_or_404(RestrictedChart, pk=patient_id), by=request.actor, at=request.at)
    messages.success(request, _("The record is seen again by whom the policy says."))
    return redirect("sight:restricted")


@requires(Permission.PATIENT_RESTRICT)
@require_safe
def colleagues(request: ClinicRequest) -> HttpResponse:
    """Patients who work here: whose records are restricted, and whose are not yet."""
    rows = staff_charts.of_everybody()
    lookup.record_listing(patients=[row.patient for row in rows], by=request.actor, at=request.at)
    context = {"rows": rows, "restricts_staff": shown.sight_policy().restricts_staff}
    return render(request, "patients/restriction/colleagues.html", context)


@requires(Permission.PATIENT_RESTRICT)
@require_POST
def colleague(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Restrict the record of somebody who works here, whether or not whoever decides it sees the record."""
    patient = get_object_or_404(staff_charts.open_to_decision(), pk=patient_id)
    care.restrict(patient=patient, ground=Ground.STAFF, reason="", by=request.actor, at=request.at)
    messages.success(request, _("Only those who care for the patient see the record now."))
    return redirect("sight:colleagues")
