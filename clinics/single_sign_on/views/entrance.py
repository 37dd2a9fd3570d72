"""Signing in: the page that offers it, going to the provider, and coming back."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.decorators import rate_limit
from allauth.socialaccount.internal import statekit
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from clinics.single_sign_on import protocol
from clinics.single_sign_on.actions import admissions
from clinics.single_sign_on.adapters import WAY
from clinics.single_sign_on.claims import Claims
from clinics.single_sign_on.entering import refused
from clinics.single_sign_on.models import IdentityProvider
from clinics.single_sign_on.protocol import Begun, Client, Document
from clinics.single_sign_on.queries import providers
from clinics.single_sign_on.refusals import GivenUp, NotBegunHere, NotTrusted, SignInRefused
from clinics.staff.access import public
from clinics.staff.request import ClinicRequest

REMEMBERED_FOR = 300  # seconds for which what a provider says of itself is not asked again
MFA_STAGE = "mfa_authenticate"


class SignInView(LoginView):
    """allauth's page, which also offers the clinic's provider."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "identity_provider": providers.in_use()}


@public("Who signs in with the provider is not known yet")
@rate_limit(action="login")
@require_POST
def begin(request: ClinicRequest) -> HttpResponse:
    """Lead to the provider.

    The page moves on by itself instead of redirecting: a browser applies `form-action` to wherever the provider
    sends people on to, and which hosts these are nobody can list.
    """
    provider = _provider()
    if request.user.is_authenticated:
        return redirect("/")
    begun = Begun.now()
    kept = {"nonce": begun.nonce, "verifier": begun.verifier, "next": get_next_redirect_url(request) or ""}
    try:
        document = _document(provider)
    except SignInRefused as refusal:
        return refused(request, refusal)
    state = statekit.stash_state(request, provider_id=provider.key, state=kept)
    address = protocol.address_to_go_to(document, client=_client(request, provider), begun=begun, state=state)
    return render(request, "single_sign_on/entrance/going.html", {"provider": provider, "address": address})


@rate_limit(action="login")
@require_safe
def answer(request: ClinicRequest) -> HttpResponse:
    """Take what the provider says and sign the person in, or tell them why not."""
    provider = _provider()
    if request.user.is_authenticated:
        return redirect("/")
    kept = statekit.unstash_state(request, state_id=request.GET.get("state", ""), provider_id=provider.key)
    if kept is None:
        return refused(request, NotBegunHere())
    claims = None
    try:
        claims = _claims(request, provider, Begun(kept["nonce"], kept["verifier"]))
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


def _document(provider: IdentityProvider) -> Document:
    found = cache.get(_kept_as(provider))
    if found is None:
        found = protocol.discover(provider.issuer)
        cache.set(_kept_as(provider), found, REMEMBERED_FOR)
    return found


def _kept_as(provider: IdentityProvider) -> str:
    return f"single-sign-on:{provider.key}"  # the cache adds the clinic


def _client(request: ClinicRequest, provider: IdentityProvider) -> Client:
    """Back to the clinic's canonical host, whatever host was asked."""
    back = request.clinic.base_url + reverse("single_sign_on:answer")
    return Client(provider.client_id, provider.client_secret, back)


def _claims(request: ClinicRequest, provider: IdentityProvider, begun: Begun) -> Claims:
    if "error" in request.GET or not request.GET.get("code"):
        raise GivenUp
    document = _document(provider)
    issuer = request.GET.get("iss")
    if issuer != document.issuer and (issuer is not None or document.names_itself):
        raise NotTrusted  # an answer of another provider (RFC 9207)
    return protocol.finish(document, client=_client(request, provider), begun=begun, code=request.GET["code"])


def _signed_in(
    request: ClinicRequest, provider: IdentityProvider, admitted: admissions.Admitted, then: str
) -> HttpResponse:
    """As any other sign-in; the stage of the second factor is over when the provider has asked for one."""
    user = admitted.user
    record_authentication(request, user, "socialaccount", provider=provider.key)
    state = {"stages": {MFA_STAGE: {"handled": True}}} if admitted.factor_shown else {}
    login = Login(user=user, redirect_url=then or None, signal_kwargs={"way": WAY}, state=state)
    response = perform_login(request, login)
    if admitted.factor_shown and request.user.is_authenticated:
        record_authentication(request, user, "mfa", type=WAY)
    return response
