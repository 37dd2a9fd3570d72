"""Going on with a dangerous act, once it is proven again who asks for it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from clinics.staff.proofs import GO_ON


def go_on(request: HttpRequest, state: dict[str, Any]) -> HttpResponse:
    """Send what waited to where it was meant for, from the person's own browser.

    So it passes every door once more: whoever lost a permission meanwhile is refused like anybody else. allauth calls
    this after the proof. A proof that was asked for by another page leads there, and what waited is gone.
    """
    return _sent(request, state, back=get_next_redirect_url(request) or "/")


def resume(request: HttpRequest, *, back: str) -> HttpResponse:
    """The same for a proof that allauth knows nothing of."""
    waiting = request.session.pop(STATE_SESSION_KEY, None)
    if waiting is None or waiting.get("callback") != GO_ON:
        return redirect(back)
    return _sent(request, waiting["state"], back=back)


def _sent(request: HttpRequest, state: dict[str, Any], *, back: str) -> HttpResponse:
    if back != state["to"]:
        return redirect(back)
    return render(request, "staff/proof/go_on.html", {"to": back, "typed": state["typed"]})
