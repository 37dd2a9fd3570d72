"""Opening a hidden record in an emergency."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import glass
from patients.forms.care import EmergencyForm
from patients.queries import care


@requires(Permission.BREAK_GLASS)
def emergency(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Ask why; whoever says it sees the record for a while. A record that is not hidden is not here."""
    patient = get_object_or_404(care.openable(request.actor), pk=patient_id)
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            glass.break_glass(patient=patient, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return redirect("patients:patient", patient_id=patient.pk)
    glass.record_look(patient=patient, by=request.actor, at=request.at)
    context = {"form": form, "hidden": care.hidden_row(patient), "minutes": care.sight_policy().glass_minutes}
    return render(request, "patients/emergency/emergency.html", context, status=422 if form.errors else 200)
