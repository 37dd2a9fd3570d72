"""Registering a person, likely duplicates shown while typing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import registration
from patients.forms.registration import RegistrationForm
from patients.queries import listings


@requires(Permission.PATIENT_REGISTER)
def new(request: ClinicRequest) -> HttpResponse:
    form = RegistrationForm(request.POST or None)
    alike: list[listings.Row] = []
    if request.htmx and request.method == "POST":
        return _duplicates(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            patient = registration.register(
                person=form.details,
                by=request.actor,
                at=request.at,
                even_if_alike="is_someone_else" in request.POST,
            )
        except registration.LooksLikeSomeone as refusal:
            alike = listings.alike_rows(refusal.alike, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(
                request, _("Registered with record number %(number)s.") % {"number": patient.record_number}
            )
            return redirect("patients:patient", patient_id=patient.pk)
    context = {"form": form, "alike": alike, "must_confirm": bool(alike)}
    return render(request, "patients/registration/new.html", context, status=422 if form.errors or alike else 200)


def _duplicates(request: ClinicRequest, form: RegistrationForm) -> HttpResponse:
    """People like what was typed so far; a half typed form is no mistake."""
    form.full_clean()
    found = registration.likely_duplicates(person=form.details, by=request.actor, at=request.at)
    context = {
        "alike": listings.alike_rows(found, at=request.at),
        "must_confirm": any(each.is_strong for each in found),
    }
    return render(request, "patients/registration/_duplicates.html", context)
