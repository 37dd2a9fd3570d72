"""Signing in: the page that offers it, going to the provider, and coming back."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.decorators import rate_limit
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from clinics.single_sign_on import round_trip
from clinics.single_sign_on.actions import admissions
from clinics.single_sign_on.adapters import WAY
from clinics.single_sign_on.entering import refused
from clinics.single_sign_on.models import IdentityProvider
from clinics.single_sign_on.queries import providers
from clinics.single_sign_on.refusals import NotBegunHere, SignInRefused
from clinics.single_sign_on.views import confirmation
from clinics.staff.access import public
from clinics.staff.request import ClinicRequest

MFA_STAGE = "mfa_authenticate"


class SignInView(LoginView):
    """allauth's page, which also offers the clinic's provider."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "identity_provider": providers.in_use()}


@public("Who signs in with the provider is not known yet")
@rate_limit(action="login")
@require_POST
def begin(request: ClinicRequest) -> HttpResponse:
    """Lead to the provider."""
    provider = _provider()
    if request.user.is_authenticated:
        return redirect("/")
    try:
        return round_trip.leave(request, provider, next=get_next_redirect_url(request) or "")
    except SignInRefused as refusal:
        return refused(request, refusal)


@rate_limit(action="login")
@require_safe
def answer(request: ClinicRequest) -> HttpResponse:
    """Take what the provider says and sign the person in, or tell them why not.

    There is one address to come back to, so that whoever went to confirm who they are comes back here, too.
    """
    provider = _provider()
    kept = round_trip.kept_for(request, provider)
    if request.user.is_authenticated:
        is_confirming = kept is not None and "confirms" in kept
        return confirmation.finish(request, provider, kept or {}) if is_confirming else redirect("/")
    if kept is None or "confirms" in kept:
        return refused(request, NotBegunHere())
    claims = None
    try:
        claims = round_trip.claims(request, provider, kept)
        admitted = admissions.admit(claims=claims, by=request.actor, at=request.at)
    except SignInRefused as refusal:
        admissions.note_refusal(refusal=refusal, claims=claims, by=request.actor, at=request.at)
        return refused(request, refusal)
    return _signed_in(request, provider, admitted, kept["next"])


def _provider() -> IdentityProvider:
    provider = providers.in_use()
    if provider is None:
        raise Http404
    return provider


def _signed_in(
    request: ClinicRequest, provider: IdentityProvider, admitted: admissions.Admitted, then: str
) -> HttpResponse:
    """As any other sign-in; the stage of the second factor is over when the provider has asked for one."""
    user = admitted.user
    record_authentication(request, user, "socialaccount", provider=provider.key, sid=admitted.session)
    state = {"stages": {MFA_STAGE: {"handled": True}}} if admitted.factor_shown else {}
    login = Login(user=user, redirect_url=then or None, signal_kwargs={"way": WAY}, state=state)
    response = perform_login(request, login)
    if admitted.factor_shown and request.user.is_authenticated:
        record_authentication(request, user, "mfa", type=WAY)
    return response
