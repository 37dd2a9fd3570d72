"""One log line and one count for each request, by the name of its route."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from config.observability import lines, metrics, refusals

log = structlog.get_logger("polyclinic.access")
STATIC = "static"


class ObservationMiddleware:
    """Neither path nor query is written: what people search for is in them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        token = lines.begin(request)
        try:
            response = self.get_response(request)
            self._note(request, response, time.perf_counter() - started)
        finally:
            lines.end(token)
        return response

    def _note(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        route, clinic = route_of(request), schema_of(request)
        method = request.method if request.method in metrics.METHODS else "OTHER"
        status = response.status_code
        metrics.observe(route=route, method=str(method), status=status, seconds=seconds, clinic=clinic)
        reason, _lacking = refusals.why(request, status)
        if reason:
            metrics.REFUSALS.labels(reason).inc()
        write = log.debug if route == STATIC else log.info
        write(
            "Request answered",
            route=route,
            method=method,
            status=status,
            duration_ms=round(seconds * 1000, 1),
            **({"clinic": clinic} if clinic else {}),
            **({"reason_code": reason} if reason else {}),
        )


def route_of(request: HttpRequest) -> str:
    """The route's name with its namespaces, else its pattern; `unknown` when nothing matched."""
    match = request.resolver_match
    if match is None:
        return STATIC if request.path_info.startswith(settings.STATIC_URL) else "unknown"
    return match.view_name or match.route or "unknown"


def schema_of(request: HttpRequest) -> str:
    """The opaque schema of the clinic whose host was asked, or nothing on the platform's."""
    clinic = getattr(request, "clinic", None)
    return getattr(clinic, "schema_name", "") or ""
