"""Inviting people, and answering an invitation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from clinics.kit.refusal import Refusal, tell
from clinics.staff import queries
from clinics.staff.access import Proof, public, requires
from clinics.staff.actions import invitations
from clinics.staff.forms import AcceptanceForm, InvitationForm
from clinics.staff.models import Invitation
from clinics.staff.permissions import Permission
from clinics.staff.views.confirmation import Question, ask


@public("The person has no account yet; the link's token is the key")
@sensitive_post_parameters()
def accept(request: Any, token: str) -> HttpResponse:
    if request.user.is_authenticated:
        return render(request, "staff/invitation/signed_in.html", status=409)
    try:
        invitation = invitations.find(token=token, at=request.at)
        if provider := get_adapter().provider_to_join_through(invitation.roles):
            return _through(request, provider, invitation)
        form = AcceptanceForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
        if request.method == "POST" and form.is_valid():
            name, password = form.cleaned_data["name"], form.cleaned_data["password"]
            user = invitations.accept(token=token, name=name, password=password, by=request.actor, at=request.at)
            record_authentication(request, user, "password")
            return perform_login(request, user)
    except Refusal as refusal:
        return render(request, "staff/invitation/closed.html", {"refusal": refusal}, status=refusal.status)
    return render(request, "staff/invitation/accept.html", {"form": form, "invitation": invitation})


def _through(request: Any, provider: Any, invitation: Invitation) -> HttpResponse:
    """Where passwords are closed none is asked for: the account is made when they first sign in at the provider."""
    context = {"provider": provider, "invitation": invitation}
    status = 409 if request.method == "POST" else 200
    return render(request, "staff/invitation/through_provider.html", context, status=status)


@requires(Permission.STAFF_MANAGE, proof=Proof.RECENT)
def create(request: Any) -> HttpResponse:
    form = InvitationForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            invited = invitations.invite(**form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The invitation is on its way to %(to)s.") % {"to": invited.invitation.email})
            return redirect("staff:directory")
    return render(request, "staff/invitation/create.html", {"form": form})


@requires(Permission.STAFF_MANAGE, proof=Proof.RECENT)
def renewal(request: Any, pk: UUID) -> HttpResponse:
    invitation = get_object_or_404(queries.unanswered_invitations(), pk=pk)
    question = Question(
        title=_("Send the invitation again?"),
        text=_("%(to)s gets a new link, good for seven days. The earlier link stops working.")
        % {"to": invitation.email},
        button=_("Send again"),
        done=_("A new link is on its way."),
        back=reverse("staff:directory"),
    )
    return ask(request, question, lambda: invitations.resend(invitation=invitation, by=request.actor, at=request.at))


@requires(Permission.STAFF_MANAGE)
def withdrawal(request: Any, pk: UUID) -> HttpResponse:
    invitation = get_object_or_404(queries.unanswered_invitations(), pk=pk)
    question = Question(
        title=_("Withdraw the invitation?"),
        text=_("The link that was sent to %(to)s stops working.") % {"to": invitation.email},
        button=_("Withdraw"),
        done=_("The invitation is withdrawn."),
        back=reverse("staff:directory"),
        is_dangerous=True,
    )
    return ask(request, question, lambda: invitations.withdraw(invitation=invitation, by=request.actor, at=request.at))
