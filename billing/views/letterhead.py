"""What stands at the head and foot of invoices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from billing.actions import letterheads
from billing.forms.letterhead import LetterheadForm
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@requires(Permission.CLINIC_CONFIGURE)
def edit(request: ClinicRequest) -> HttpResponse:
    form = LetterheadForm(request.POST or None, initial=letterheads.words_of(letterheads.latest()))
    if request.method == "POST" and form.is_valid():
        letterheads.write(**form.cleaned_data, by=request.actor, at=request.at)
        messages.success(request, _("Saved. It stands on invoices from the next one on."))
        return redirect("letterhead:edit")
    return render(request, "billing/letterhead/edit.html", {"form": form}, status=422 if form.errors else 200)
