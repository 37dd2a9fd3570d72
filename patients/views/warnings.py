"""Alerts and allergies of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import warnings
from patients.forms.warnings import AlertForm, AllergyForm, NewAllergyForm
from patients.models import Patient
from patients.views.editing import form_page


def _patient(request: ClinicRequest, patient_id: UUID) -> Patient:
    return get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)


@requires(Permission.PATIENT_EDIT)
def new_alert(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = _patient(request, patient_id)
    form = AlertForm(request.POST or None)

    def save(values: dict[str, Any]) -> object:
        return warnings.add_alert(patient=patient, **values, by=request.actor, at=request.at)

    return form_page(request, patient=patient, form=form, title=_("Add an alert"), save=save)


@requires(Permission.PATIENT_EDIT)
@require_POST
def alert_end(request: ClinicRequest, patient_id: UUID, alert_id: UUID) -> HttpResponse:
    """The alert no longer holds; with `in_error` it never did."""
    patient = _patient(request, patient_id)
    alert = get_object_or_404(patient.alerts, pk=alert_id)
    in_error = "in_error" in request.POST
    try:
        warnings.end_alert(alert=alert, in_error=in_error, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The alert has ended. The history keeps it."))
    return redirect("patients:patient", patient_id=patient.pk)


@requires(Permission.PATIENT_EDIT)
def new_allergy(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = _patient(request, patient_id)
    form = NewAllergyForm(request.POST or None)

    def save(values: dict[str, Any]) -> object:
        return warnings.add_allergy(patient=patient, values=values, by=request.actor, at=request.at)

    return form_page(request, patient=patient, form=form, title=_("Record an allergy"), save=save)


@requires(Permission.PATIENT_EDIT)
def allergy(request: ClinicRequest, patient_id: UUID, allergy_id: UUID) -> HttpResponse:
    """Change what is known of an allergy, or say that it is resolved, refuted or was never there."""
    patient = _patient(request, patient_id)
    allergy = get_object_or_404(patient.allergies, pk=allergy_id)
    initial = {name: getattr(allergy, name) for name in AllergyForm.base_fields if name != "version"}
    form = AllergyForm(request.POST or None, initial=initial | {"version": patient.version})

    def save(values: dict[str, Any]) -> object:
        version = form.cleaned_data["version"] or 0
        return warnings.change_allergy(allergy=allergy, version=version, values=values, by=request.actor, at=request.at)

    return form_page(request, patient=patient, form=form, title=_("Change allergy"), save=save)


@requires(Permission.PATIENT_EDIT)
@require_POST
def none_known(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Somebody asked, and there are none."""
    patient = _patient(request, patient_id)
    try:
        warnings.state_no_known_allergies(patient=patient, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Recorded: no known allergies."))
    return redirect("patients:patient", patient_id=patient.pk)
