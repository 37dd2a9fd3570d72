"""Changing who a person is said to be."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import identity
from patients.forms.identity import EditIdentityForm
from patients.models import Patient
from patients.person import IDENTITY
from patients.views.editing import form_page

TEMPLATE = "patients/identity/edit.html"
WORDS = {True: "yes", False: "no", None: ""}


@requires(Permission.PATIENT_EDIT)
def edit(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)
    initial = {name: getattr(patient, name) for name in (*IDENTITY, "record_number", "version")}
    form = EditIdentityForm(request.POST or None, initial=initial | {"deceased": WORDS[patient.deceased]})

    def save(values: dict[str, Any]) -> object:
        if values["deceased"] in WORDS.values():
            values["deceased"] = patient.deceased
        version = form.cleaned_data["version"]
        return identity.edit(patient=patient, version=version or 0, values=values, by=request.actor, at=request.at)

    return form_page(request, patient=patient, form=form, title=_("Change details"), save=save, template=TEMPLATE)
