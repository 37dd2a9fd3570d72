"""One person who works here, and what can be done to their account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics.kit.refusal import Refusal
from clinics.staff import queries, second_factor
from clinics.staff.access import Proof, requires
from clinics.staff.actions import people
from clinics.staff.actions import roles as role_actions
from clinics.staff.forms import DetailsForm, RolesForm
from clinics.staff.models import User
from clinics.staff.permissions import Permission
from clinics.staff.views.confirmation import Question, ask


@requires(Permission.STAFF_VIEW)
@require_safe
def show(request: Any, pk: UUID) -> HttpResponse:
    user = _person(pk)
    shown = {
        "shown": user,
        "kinds": second_factor.kinds_of(user),
        "manages": request.actor.may(Permission.STAFF_MANAGE),
        "is_self": str(user.pk) == request.actor.id,
    }
    return render(request, "staff/person/show.html", shown)


@requires(Permission.STAFF_MANAGE)
def details(request: Any, pk: UUID) -> HttpResponse:
    user = _person(pk)
    form = DetailsForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        try:
            people.describe(user=user, by=request.actor, at=request.at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("staff:person", pk=pk)
    return render(request, "staff/person/details.html", {"form": form, "shown": user})


@requires(Permission.STAFF_MANAGE, proof=Proof.RECENT)
def roles(request: Any, pk: UUID) -> HttpResponse:
    user = _person(pk)
    form = RolesForm(request.POST or None, by=request.actor, held=user.roles)
    if request.method == "POST" and form.is_valid():
        try:
            role_actions.change(user=user, roles=form.cleaned_data["roles"], by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error("roles", str(refusal))
        else:
            messages.success(request, _("The roles are changed. They count from the next page on."))
            return redirect("staff:person", pk=pk)
    return render(request, "staff/person/roles.html", {"form": form, "shown": user})


@requires(Permission.STAFF_MANAGE)
def deactivation(request: Any, pk: UUID) -> HttpResponse:
    user = _person(pk)
    question = Question(
        title=_("Disable the account of %(name)s?") % {"name": user.name},
        text=_("They are signed out everywhere at once and cannot sign in. What they wrote stays."),
        button=_("Disable"),
        done=_("%(name)s can no longer sign in.") % {"name": user.name},
        back=reverse("staff:person", args=[pk]),
        is_dangerous=True,
    )
    return ask(request, question, lambda: people.disable(user=user, by=request.actor, at=request.at))


@requires(Permission.STAFF_MANAGE, proof=Proof.RECENT)
def reactivation(request: Any, pk: UUID) -> HttpResponse:
    user = _person(pk)
    question = Question(
        title=_("Enable the account of %(name)s again?") % {"name": user.name},
        text=_("They can sign in with the password and second factor they had."),
        button=_("Enable"),
        done=_("%(name)s can sign in again.") % {"name": user.name},
        back=reverse("staff:person", args=[pk]),
    )
    return ask(request, question, lambda: people.enable(user=user, by=request.actor, at=request.at))


@requires(Permission.STAFF_MANAGE)
def sign_out(request: Any, pk: UUID) -> HttpResponse:
    user = _person(pk)
    question = Question(
        title=_("Sign %(name)s out everywhere?") % {"name": user.name},
        text=_("Every open session on every device ends. They can sign in again."),
        button=_("Sign out"),
        done=_("%(name)s is signed out everywhere.") % {"name": user.name},
        back=reverse("staff:person", args=[pk]),
    )
    return ask(request, question, lambda: people.sign_out_everywhere(user=user, by=request.actor, at=request.at))


@requires(Permission.STAFF_MANAGE, proof=Proof.RECENT)
def second_factor_reset(request: Any, pk: UUID) -> HttpResponse:
    user = _person(pk)
    question = Question(
        title=_("Remove the second factor of %(name)s?") % {"name": user.name},
        text=_(
            "Do this when telephone, keys and recovery codes are lost, and only after making sure that it is really "
            "%(name)s who asks. They set up a new one when they next sign in."
        )
        % {"name": user.name},
        button=_("Remove"),
        done=_("%(name)s sets up a new second factor when signing in.") % {"name": user.name},
        back=reverse("staff:person", args=[pk]),
        is_dangerous=True,
    )
    return ask(request, question, lambda: people.reset_second_factor(user=user, by=request.actor, at=request.at))


def _person(pk: UUID) -> User:
    return get_object_or_404(queries.everyone(), pk=pk)
