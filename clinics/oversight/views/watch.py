"""What the clinic wants watched, and who is told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinics.kit.refusal import Refusal, tell
from clinics.oversight.actions import policies
from clinics.oversight.forms.reviews import WatchForm
from clinics.oversight.queries import reviews
from clinics.staff.access import Proof, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@requires(Permission.ACCESS_CONFIGURE, proof=Proof.RECENT)
def edit(request: ClinicRequest) -> HttpResponse:
    form = WatchForm(request.POST or None, instance=reviews.policy())
    if request.method == "POST" and form.is_valid():
        try:
            policies.change(by=request.actor, at=request.at, **form.cleaned_data)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("oversight:watch")
    return render(request, "oversight/watch/edit.html", {"form": form}, status=422 if form.errors else 200)
