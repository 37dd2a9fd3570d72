"""Who cares for a patient."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import care, lookup
from patients.forms.care import MemberForm
from patients.models import Patient
from patients.queries import care as shown
from patients.queries.banner import banner_of


@requires(Permission.CARE_TEAM_EDIT)
def index(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """The team; POST takes somebody into it, or gives them another part."""
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            care.join(patient=patient, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("patients:care_team", patient_id=patient.pk)
    lookup.record_view(patient=patient, by=request.actor, at=request.at, page="care-team")
    context = {"form": form, "team": shown.team_of(patient), "patient": patient}
    context["banner"] = banner_of(patient, at=request.at)
    return render(request, "patients/care_team/index.html", context, status=422 if form.errors else 200)


@requires(Permission.CARE_TEAM_EDIT)
@require_POST
def removal(request: ClinicRequest, patient_id: UUID, member_id: UUID) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)
    member = get_object_or_404(shown.team_of(patient), pk=member_id)
    try:
        care.leave(member=member, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Removed."))
    return redirect("patients:care_team", patient_id=patient.pk)
