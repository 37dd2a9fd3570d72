"""Dangerous acts ask again who somebody is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from clinics.staff import proofs
from clinics.staff.access import Proof
from config.access import rule_for
from config.middleware.departures import leave_for


class ProofMiddleware:
    """Lead whoever may, and proved it too long ago, to the page that asks again. Who may not was refused before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        rule = rule_for(view)
        if rule is None or rule.proof is not Proof.RECENT or not request.user.is_authenticated:
            return None
        return None if proofs.is_recent(request) else leave_for(request, proofs.ask(request))
