"""The platform's side of a visit: an operator says why, and is taken to the clinic."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from clinics.kit.refusal import Refusal
from clinics.models import Clinic
from clinics.operators.actions import entries
from clinics.operators.forms import EntryForm
from config.admin.sites import platform_site

ORIGIN_ONLY = "strict-origin"
"""The clinic asks from where the form comes, which the usual policy keeps from other hosts."""


def view(request: Any, pk: int) -> HttpResponse:
    """GET asks for reason and length; POST writes them down and answers with a form that goes on to the clinic."""
    clinic = get_object_or_404(Clinic, pk=pk)
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = request.actor.through("admin")
        try:
            asked = entries.ask(clinic=clinic, operator=request.user, by=by, at=request.at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return _going(request, clinic, asked)
    back = reverse("admin:clinics_clinic_change", args=[pk])
    shown = {**platform_site.each_context(request), "form": form, "asked": clinic, "back": back}
    return render(request, "admin/clinics/clinic/entry.html", shown, status=422 if form.errors else 200)


def _going(request: Any, clinic: Clinic, asked: entries.Asked) -> HttpResponse:
    """A form that sends itself: the ticket stands in no address, and so in no log and no history."""
    address = clinic.base_url + reverse("operators:enter", urlconf="config.urls_clinic")
    shown = {"asked": clinic, "address": address, "ticket": asked.ticket}
    response = render(request, "operators/entrance/going.html", shown)
    response.headers["Referrer-Policy"] = ORIGIN_ONLY
    response.policy_additions = {"form-action": [clinic.base_url]}  # type: ignore[attr-defined]
    return response
