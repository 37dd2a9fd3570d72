"""Closed unless it says otherwise: the rule every view passes before it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from clinics.kit.filters import refuse_unknown
from clinics.staff.access import Proof
from config import errors
from config.access import Rule, rule_for
from config.middleware.departures import leave_for_sign_in
from config.observability import refusals

ASKED = ("GET", "HEAD", "POST")
"""The methods of pages. Those of the API, which declares its own, are more."""


class AccessMiddleware:
    """Let a view run when it is public, or when the actor has the permissions it names.

    An address with parameters that the view does not know is refused: leaving a filter out would show everything.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == 405 and not answer.content and request.accepts("text/html"):
            return errors.not_allowed(request, answer)
        return answer

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        rule = rule_for(view)
        if rule is None:
            raise PermissionDenied(f"{view.__module__}.{view.__qualname__} names no permission")
        if rule.is_closed:
            raise Http404
        is_visit = getattr(request, "visit", None) is not None
        if is_visit and not may_be_visited(rule):
            raise PermissionDenied
        if not rule.public_reason:
            if not request.user.is_authenticated and not is_visit:
                return leave_for_sign_in(request)
            lacking = [each for each in rule.permissions if not request.actor.may(each)]  # type: ignore[attr-defined]
            if lacking:
                refusals.mark(request, refusals.PERMISSION, lacking)
                raise PermissionDenied
        if hasattr(view, "cls"):
            return None
        if request.method in ("GET", "HEAD") and rule.is_own:
            refuse_unknown(request.GET, known=getattr(view, "asked", ()))
        if request.method in ASKED:
            return None
        return HttpResponseNotAllowed(ASKED)


def may_be_visited(rule: Rule) -> bool:
    """What is open to a visiting operator at all: nothing of accounts, and nothing that asks anew who somebody is."""
    return rule.is_for_visitors if rule.public_reason else rule.proof is not Proof.RECENT
