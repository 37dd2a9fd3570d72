"""Whether a person still comes, and whether the record should be here at all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import identity
from patients.forms.identity import ErrorForm
from patients.models import Patient, PatientStatus
from patients.views.editing import form_page


@requires(Permission.PATIENT_EDIT)
@require_POST
def inactivity(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Mark somebody inactive, and the other way round when they are."""
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)
    if patient.status == PatientStatus.INACTIVE:
        identity.mark_active(patient=patient, by=request.actor, at=request.at)
        messages.success(request, _("Marked active."))
    else:
        identity.mark_inactive(patient=patient, by=request.actor, at=request.at)
        messages.success(request, _("Marked inactive. The person is still found."))
    return redirect("patients:patient", patient_id=patient.pk)


@requires(Permission.PATIENT_EDIT)
def error(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Say that this record was entered in error."""
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)
    form = ErrorForm(request.POST or None)

    def save(values: dict[str, Any]) -> object:
        return identity.mark_entered_in_error(patient=patient, reason=values["reason"], by=request.actor, at=request.at)

    return form_page(
        request,
        patient=patient,
        form=form,
        title=_("Entered in error"),
        save=save,
        template="patients/standing/error.html",
    )
