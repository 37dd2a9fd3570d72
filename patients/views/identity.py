"""Changing who a person is said to be."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.actions import identity
from patients.forms import EditIdentityForm
from patients.models import Patient
from patients.views.editing import form_page

WORDS = {True: "yes", False: "no", None: ""}


@requires(Permission.PATIENT_EDIT)
def edit(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)
    fields = [name for name in EditIdentityForm.base_fields if name != "version"]
    initial = {name: getattr(patient, name) for name in fields} | {"version": patient.version}
    form = EditIdentityForm(request.POST or None, initial=initial | {"deceased": WORDS[patient.deceased]})

    def save(values: dict[str, Any]) -> object:
        if values["deceased"] in WORDS.values():
            values["deceased"] = patient.deceased
        version = form.cleaned_data["version"]
        return identity.edit(patient=patient, version=version or 0, values=values, by=request.actor, at=request.at)

    return form_page(request, patient=patient, form=form, title=_("Change details"), save=save)
