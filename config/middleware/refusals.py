"""Refusals of people and programs that are known leave a trace in the trail of the clinic."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from clinics.oversight.actions.refusals import note
from config.observability import refusals


class RefusalsMiddleware:
    """Stands outside of everything that refuses. What it writes is bounded; see `note`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        reason, permissions = refusals.why(request, response.status_code)
        if reason in refusals.IN_TRAIL:
            note(reason=reason, permissions=permissions, by=request.actor, at=request.at)  # type: ignore[attr-defined]
        return response
