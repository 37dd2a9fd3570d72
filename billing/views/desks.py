"""Desks: who is open, opening one with what lies in it, counting and closing it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.actions import desks
from billing.forms.desk import CashUpForm, OpeningForm
from billing.models import Desk
from billing.queries import desks as counts
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest

HERE = "desk"


@require_safe
@requires(Permission.PAYMENT_TAKE)
def index(request: ClinicRequest) -> HttpResponse:
    may_add = request.actor.may(Permission.CLINIC_CONFIGURE)
    return render(request, "billing/desks/index.html", {"rows": counts.desk_rows(), "may_add": may_add})


@require_safe
@requires(Permission.PAYMENT_TAKE)
def show(request: ClinicRequest, desk_id: UUID) -> HttpResponse:
    """One desk and its cash-ups."""
    desk = get_object_or_404(counts.all_desks(), pk=desk_id)
    context = {
        "desk": desk,
        "opening": counts.running_openings([desk]).first(),
        "cash_ups": counts.cash_ups(desk),
    }
    return render(request, "billing/desks/show.html", context)


@requires(Permission.PAYMENT_TAKE)
def opening(request: ClinicRequest, desk_id: UUID) -> HttpResponse:
    """Say how much lies in the drawer; from now on this browser takes money here unless told otherwise."""
    desk = get_object_or_404(counts.all_desks().in_use(), pk=desk_id)  # type: ignore[attr-defined]
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            desks.open_desk(desk=desk, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            request.session[HERE] = str(desk.pk)
            messages.success(request, _("%(desk)s is open.") % {"desk": desk.name})
            return redirect("billing:desks")
    return render(
        request, "billing/desks/opening.html", {"form": form, "desk": desk}, status=422 if form.errors else 200
    )


@requires(Permission.PAYMENT_TAKE)
def cash_up(request: ClinicRequest, desk_id: UUID) -> HttpResponse:
    """Ask what was counted, before saying what should be there; a difference wants its reason."""
    desk = get_object_or_404(counts.all_desks(), pk=desk_id)
    running = counts.running_openings([desk]).first()
    form = CashUpForm(request.POST or None, initial={"key": uuid4(), "opening": running and running.pk})
    shown: list[counts.Expected] = []
    if request.method == "POST" and form.is_valid():
        meant = get_object_or_404(counts.openings_of(desk), pk=form.cleaned_data["opening"])
        try:
            made = desks.close(
                opening=meant,
                counted=form.counted(),
                reason=form.cleaned_data["reason"],
                key=form.cleaned_data["key"],
                by=request.actor,
                at=request.at,
            )
        except desks.ClosedMeanwhile as refusal:
            messages.error(request, str(refusal))
            return redirect("billing:desk", desk_id=desk.pk)
        except Refusal as refusal:
            tell(form, refusal)
            shown = counts.expected(meant) if isinstance(refusal, desks.ReasonNeeded) else []
        else:
            messages.success(request, _("%(desk)s is closed.") % {"desk": desk.name})
            return redirect("billing:cash_up", cash_up_id=made.pk)
    elif running is None:
        messages.error(request, str(desks.NotOpen()))
        return redirect("billing:desk_opening", desk_id=desk.pk)
    compared = [(each, form.counted()[each.method] - each.amount) for each in shown]
    context = {"form": form, "desk": desk, "opening": running, "compared": compared}
    return render(request, "billing/desks/cash_up.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.PAYMENT_TAKE)
def sheet(request: ClinicRequest, cash_up_id: UUID) -> HttpResponse:
    """One cash-up, to look at and to print. It names nobody who paid."""
    found = get_object_or_404(counts.all_cash_ups(), pk=cash_up_id)
    context = {"cash_up": found, "lines": counts.lines_of(found), "taken": counts.taken_at(found.opening)}
    return render(request, "billing/desks/sheet.html", context)


def usual_desk(request: ClinicRequest, offered: list[Desk]) -> UUID | None:
    """Where this browser took money last, else the only desk there is."""
    known = {str(desk.pk): desk.pk for desk in offered}
    return known.get(request.session.get(HERE, ""), offered[0].pk if len(offered) == 1 else None)


def remember(request: ClinicRequest, desk: Desk | None) -> None:
    if desk is not None and request.session.get(HERE) != str(desk.pk):
        request.session[HERE] = str(desk.pk)
