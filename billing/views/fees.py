"""What the clinic asks for its services."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.actions import fees
from billing.forms.money import FeeChangeForm, FeeForm, FeeListForm
from billing.money import typed
from billing.queries import prices
from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@require_safe
@requires(Permission.FEES_CONFIGURE)
def index(request: ClinicRequest) -> HttpResponse:
    return render(request, "billing/fees/index.html", {"lists": prices.lists()})


@requires(Permission.FEES_CONFIGURE)
def new_list(request: ClinicRequest) -> HttpResponse:
    form = FeeListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fees.add_list(**form.cleaned_data, by=request.actor, at=request.at)
        messages.success(request, _("The fee list is added. Put its services in."))
        return redirect("fees:index")
    context = {"form": form, "title": _("Add a fee list")}
    return render(request, "billing/fees/form.html", context, status=422 if form.errors else 200)


@requires(Permission.FEES_CONFIGURE)
def new(request: ClinicRequest, list_id: UUID) -> HttpResponse:
    fee_list = get_object_or_404(prices.all_lists(), pk=list_id)
    form = FeeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fees.add(fee_list=fee_list, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("fees:index")
    context = {"form": form, "title": _("Add a service")}
    return render(request, "billing/fees/form.html", context, status=422 if form.errors else 200)


@requires(Permission.FEES_CONFIGURE)
def edit(request: ClinicRequest, fee_id: UUID) -> HttpResponse:
    fee = get_object_or_404(prices.all_fees(), pk=fee_id)
    first = {name: getattr(fee, name) for name in ("display", "tax_percent", "is_active")}
    form = FeeChangeForm(
        request.POST or None, initial={**first, "unit_amount": typed(fee.unit_amount, fee.fee_list.currency)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            fees.change(fee=fee, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Saved. What was charged already keeps its price."))
            return redirect("fees:index")
    context = {"form": form, "title": fee.code}
    return render(request, "billing/fees/form.html", context, status=422 if form.errors else 200)
