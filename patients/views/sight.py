"""Who sees whom, as the clinic decides it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinics.kit.refusal import Refusal, tell
from clinics.kit.sight import Reach
from clinics.places.actions import workplaces
from clinics.staff.access import Proof, requires
from clinics.staff.actions import sight_policies
from clinics.staff.permissions import SEES_PATIENTS, Permission
from clinics.staff.request import ClinicRequest
from patients.forms.care import SightForm, WorkplacesForm
from patients.queries import care


@requires(Permission.ACCESS_CONFIGURE, proof=Proof.RECENT)
def policy(request: ClinicRequest) -> HttpResponse:
    held = care.sight_policy()
    initial: dict[str, object] = {role: held.reaches.get(role, Reach.CLINIC) for role in SEES_PATIENTS}
    initial |= {"glass_minutes": held.glass_minutes, "restricts_staff": held.restricts_staff}
    form = SightForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            sight_policies.change(**form.decided, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("sight:policy")
    return render(request, "patients/sight/policy.html", {"form": form}, status=422 if form.errors else 200)


@requires(Permission.ACCESS_CONFIGURE, proof=Proof.RECENT)
def places(request: ClinicRequest) -> HttpResponse:
    """At which sites people work: what a policy by site goes by."""
    known = {"people": care.people_at_work(), "sites": care.sites(), "held": care.workplaces()}
    form = WorkplacesForm(request.POST or None, **known)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        workplaces.set_all(sites=form.decided, by=request.actor, at=request.at)
        messages.success(request, _("Saved."))
        return redirect("sight:places")
    return render(request, "patients/sight/places.html", {"form": form}, status=422 if form.errors else 200)
