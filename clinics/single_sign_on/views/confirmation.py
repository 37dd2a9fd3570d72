"""Confirming with the provider who one is, for a dangerous act or a session whose hours are over."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.decorators import rate_limit
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from clinics.single_sign_on import round_trip
from clinics.single_sign_on.actions import confirmations
from clinics.single_sign_on.adapters import CONFIRMING, WAY
from clinics.single_sign_on.models import IdentityProvider
from clinics.single_sign_on.queries import providers
from clinics.single_sign_on.refusals import SignInRefused
from clinics.staff.access import Stage, asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views import proof


@requires(Permission.OWN_ACCOUNT, opens_at=Stage.ALWAYS)
@asks("next")
@rate_limit(action="reauthenticate")
def begin(request: ClinicRequest) -> HttpResponse:
    """Offer it, and lead there. What was typed waits in the session meanwhile."""
    provider = providers.that_knows(request.user)  # type: ignore[arg-type]
    if provider is None:
        raise Http404
    back = get_next_redirect_url(request) or "/"
    if request.method != "POST":
        return _page(request, provider, back=back)
    left_at = int(request.at.timestamp())
    try:
        return round_trip.leave(request, provider, anew=True, confirms=str(request.user.pk), next=back, at=left_at)
    except SignInRefused as refusal:
        return _page(request, provider, back=back, refusal=refusal)


def finish(request: ClinicRequest, provider: IdentityProvider, kept: dict[str, Any]) -> HttpResponse:
    """Take what the provider says. It counts like a password; where it names a second factor, like that."""
    user: Any = request.user
    try:
        claims = round_trip.claims(request, provider, kept)
        confirmations.confirm(claims=claims, user=user, begun_by=kept["confirms"], begun_at=kept["at"])
    except SignInRefused as refusal:
        confirmations.note_refusal(refusal=refusal, user=user, by=request.actor, at=request.at)
        return _page(request, provider, back=kept["next"], refusal=refusal)
    record_authentication(request, user, "socialaccount", provider=provider.key, reauthenticated=True)
    if provider.counts_as_factor(claims.methods):
        record_authentication(request, user, "mfa", type=WAY, reauthenticated=True)
    return proof.resume(request, back=kept["next"])


def _page(
    request: ClinicRequest, provider: IdentityProvider, *, back: str, refusal: SignInRefused | None = None
) -> HttpResponse:
    ways = get_adapter().get_reauthentication_methods(request.user)
    onward = urlencode({"next": back})
    others = [{**each, "url": f"{each['url']}?{onward}"} for each in ways if each["id"] != CONFIRMING]
    context = {"provider": provider, "back": back, "refusal": refusal, "others": others}
    status = refusal.status if refusal else 200
    return render(request, "single_sign_on/confirmation/ask.html", context, status=status)
