"""What the clinic asks for its services, from when until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.actions import fees
from billing.forms.fees import EndForm, FeeChangeForm, FeeForm, FeeListForm, FollowingListForm
from billing.money import typed
from billing.queries import prices
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@require_safe
@requires(Permission.FEES_CONFIGURE)
def index(request: ClinicRequest) -> HttpResponse:
    return render(request, "billing/fees/index.html", {"lists": prices.lists(), "day": today(request)})


@requires(Permission.FEES_CONFIGURE)
def new_list(request: ClinicRequest) -> HttpResponse:
    form = FeeListForm(request.POST or None)
    done = _("The fee list is added. Put its services in.")
    return asked(request, form, _("Add a fee list"), done, lambda told: fees.add_list(**told, **who(request)))


@requires(Permission.FEES_CONFIGURE)
def end(request: ClinicRequest, list_id: UUID) -> HttpResponse:
    """From which day a list holds no more."""
    fee_list = get_object_or_404(prices.all_lists(), pk=list_id)
    form = EndForm(request.POST or None, initial={"valid_until": fee_list.valid_until})
    title = _("When does %(name)s end?") % {"name": fee_list.name}
    return asked(
        request, form, title, _("Saved."), lambda told: fees.end_list(fee_list=fee_list, **told, **who(request))
    )


@requires(Permission.FEES_CONFIGURE)
def following(request: ClinicRequest, list_id: UUID) -> HttpResponse:
    """The next list, with the services of this one."""
    fee_list = get_object_or_404(prices.all_lists(), pk=list_id)
    form = FollowingListForm(request.POST or None)
    title = _("What follows %(name)s?") % {"name": fee_list.name}
    done = _("The new list is added; the old one ends as it begins.")
    return asked(request, form, title, done, lambda told: fees.follow_list(fee_list=fee_list, **told, **who(request)))


@requires(Permission.FEES_CONFIGURE)
def new(request: ClinicRequest, list_id: UUID) -> HttpResponse:
    fee_list = get_object_or_404(prices.all_lists(), pk=list_id)
    form = FeeForm(request.POST or None, rates=prices.rates_on(today(request)))
    return asked(
        request,
        form,
        _("Add a service"),
        _("Saved."),
        lambda told: fees.add(fee_list=fee_list, **told, **who(request)),
    )


@requires(Permission.FEES_CONFIGURE)
def edit(request: ClinicRequest, fee_id: UUID) -> HttpResponse:
    fee = get_object_or_404(prices.all_fees(), pk=fee_id)
    first = {name: getattr(fee, name) for name in ("display", "tax_percent", "is_active")}
    first["unit_amount"] = typed(fee.unit_amount, fee.fee_list.currency)
    form = FeeChangeForm(request.POST or None, initial=first, rates=prices.rates_on(today(request)))
    done = _("Saved. What was charged already keeps its price.")
    return asked(request, form, fee.code, done, lambda told: fees.change(fee=fee, **told, **who(request)))


def asked(
    request: ClinicRequest,
    form: forms.Form,
    title: str,
    done: str,
    act: Callable[[dict[str, Any]], object],
    *,
    back: str = "fees:index",
) -> HttpResponse:
    """Show the form; when it is sent and right, do what it asks and lead back."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "title": title, "back": back}
    return render(request, "billing/fees/form.html", context, status=422 if form.errors else 200)


def who(request: ClinicRequest) -> dict[str, Any]:
    return {"by": request.actor, "at": request.at}


def today(request: ClinicRequest) -> date:
    return request.at.astimezone(ZoneInfo(request.clinic.time_zone)).date()
