"""How people sign in to this clinic."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinics.kit.refusal import Refusal, tell
from clinics.staff import queries
from clinics.staff.access import Proof, requires
from clinics.staff.actions import policies
from clinics.staff.forms import PolicyForm
from clinics.staff.permissions import Permission


@requires(Permission.ACCESS_CONFIGURE, proof=Proof.RECENT)
def edit(request: Any) -> HttpResponse:
    form = PolicyForm(request.POST or None, instance=queries.sign_in_policy())
    if request.method == "POST" and form.is_valid():
        try:
            policies.change(by=request.actor, at=request.at, **form.cleaned_data)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("staff:policy")
    return render(request, "staff/policy/edit.html", {"form": form})
