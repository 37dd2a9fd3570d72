"""Which desks the clinic has."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.actions import desks
from billing.forms.desk import DeskChangeForm, DeskForm
from billing.queries.desks import all_desks
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@require_safe
@requires(Permission.CLINIC_CONFIGURE)
def index(request: ClinicRequest) -> HttpResponse:
    return render(request, "billing/desk_settings/index.html", {"desks": list(all_desks())})


@requires(Permission.CLINIC_CONFIGURE)
def new(request: ClinicRequest) -> HttpResponse:
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            desks.add(**form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("desks:index")
    context = {"form": form, "title": _("Add a desk")}
    return render(request, "billing/desk_settings/form.html", context, status=422 if form.errors else 200)


@requires(Permission.CLINIC_CONFIGURE)
def edit(request: ClinicRequest, desk_id: UUID) -> HttpResponse:
    desk = get_object_or_404(all_desks(), pk=desk_id)
    form = DeskChangeForm(request.POST or None, initial={"name": desk.name, "is_active": desk.is_active})
    if request.method == "POST" and form.is_valid():
        try:
            desks.change(desk=desk, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("desks:index")
    context = {"form": form, "title": desk.name}
    return render(request, "billing/desk_settings/form.html", context, status=422 if form.errors else 200)
