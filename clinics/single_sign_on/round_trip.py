"""To the provider and back, for signing in and for confirming who one is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.socialaccount.internal import statekit
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from clinics.single_sign_on import protocol
from clinics.single_sign_on.claims import Claims
from clinics.single_sign_on.models import IdentityProvider
from clinics.single_sign_on.protocol import Begun, Client, Document, SignedOut
from clinics.single_sign_on.refusals import GivenUp, NotTrusted
from clinics.staff.request import ClinicRequest

KEYS_REMEMBERED_FOR = 60
REMEMBERED_FOR = 300  # seconds for which what a provider says of itself is not asked again


def leave(request: ClinicRequest, provider: IdentityProvider, *, anew: bool = False, **kept: Any) -> HttpResponse:
    """The page that leads to the provider; `kept` waits in the session. Raises Unreachable, NotTrusted.

    The page moves on by itself instead of redirecting: a browser applies `form-action` to wherever the provider
    sends people on to, and which hosts these are nobody can list.
    """
    begun = Begun.now()
    document = _document(provider)
    kept |= {"nonce": begun.nonce, "verifier": begun.verifier}
    state = statekit.stash_state(request, provider_id=provider.key, state=kept)
    address = protocol.address_to_go_to(
        document, client=_client(request, provider), begun=begun, state=state, anew=anew
    )
    return render(request, "single_sign_on/entrance/going.html", {"provider": provider, "address": address})


def kept_for(request: ClinicRequest, provider: IdentityProvider) -> dict[str, Any] | None:
    """What this browser left with, once; nothing if it did not, or longer ago than ten minutes."""
    return statekit.unstash_state(request, state_id=request.GET.get("state", ""), provider_id=provider.key)


def claims(request: ClinicRequest, provider: IdentityProvider, kept: dict[str, Any]) -> Claims:
    """What the provider says. Raises Unreachable, NotTrusted, ClocksDiffer, GivenUp."""
    if "error" in request.GET or not request.GET.get("code"):
        raise GivenUp
    document = _document(provider)
    issuer = request.GET.get("iss")
    if issuer != document.issuer and (issuer is not None or document.names_itself):
        raise NotTrusted  # an answer of another provider (RFC 9207)
    begun = Begun(kept["nonce"], kept["verifier"])
    return protocol.finish(document, client=_client(request, provider), begun=begun, code=request.GET["code"])


def signed_out(provider: IdentityProvider, token: str, *, at: datetime) -> SignedOut:
    """Whom the provider says it signed out. Raises Unreachable, NotTrusted, ClocksDiffer.

    Anybody may post here, so what is plainly of somebody else is refused before the provider is asked for its keys,
    and those are remembered for a minute.
    """
    protocol.glance(token, issuer=provider.issuer, client_id=provider.client_id)
    kept_as = f"{_kept_as(provider)}:keys"
    keys = cache.get(kept_as)
    if keys is None:
        keys = protocol.keys_of(_document(provider))
        cache.set(kept_as, keys, KEYS_REMEMBERED_FOR)
    return protocol.signed_out(token, keys=keys, issuer=provider.issuer, client_id=provider.client_id, at=at)


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
