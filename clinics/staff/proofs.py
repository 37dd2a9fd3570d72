"""Asking anew who somebody is, before a dangerous act, and keeping what they typed until they have said it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.contrib.auth import logout
from django.urls import reverse
from django.utils.http import urlencode

from clinics.staff.models import Policy
from clinics.staff.models.policy import SHORTEST_PROOF

GO_ON = "clinics.staff.views.proof.go_on"
NEVER_KEPT = frozenset({"csrfmiddlewaretoken"})


def is_recent(request: Any) -> bool:
    """Whether a password, a passkey or a code was shown within the minutes of the policy.

    The policy is read only when the proof is older than any policy allows for.
    """
    records = get_authentication_records(request, request.user)
    if not records:
        return False
    age = request.at.timestamp() - records[-1]["at"]
    return age < SHORTEST_PROOF * 60 or age < Policy.objects.current().proof_minutes * 60


def ask(request: Any) -> str:
    """The address where to prove it, which leads back to the act; what was posted waits in the session till then."""
    back = page_of(request)
    methods = get_adapter().get_reauthentication_methods(request.user)
    request.session.pop(STATE_SESSION_KEY, None)
    if not methods:  # nothing to ask them for here: they sign in anew
        logout(request)
        return f"{reverse('account_login')}?{urlencode({'next': back})}"
    if request.method == "POST":
        typed = [[name, values] for name, values in request.POST.lists() if name not in NEVER_KEPT]
        request.session[STATE_SESSION_KEY] = {"state": {"to": back, "typed": typed}, "callback": GO_ON}
    return f"{methods[0]['url']}?{urlencode({'next': back})}"


def page_of(request: Any) -> str:
    """What to come back to: the address itself, or for a fragment that was looked for, the page it is part of."""
    if request.headers.get("HX-Request") == "true" and request.method != "POST":
        shown = urlsplit(request.headers.get("HX-Current-URL", ""))
        return shown.path + (f"?{shown.query}" if shown.query else "") or "/"
    return str(request.get_full_path())
