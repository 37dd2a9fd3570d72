"""Health and numbers, answered before anything looks at the host, the database or the session.

Load balancers call by IP address and over plain HTTP, so these addresses work on any host.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from config.middleware.headers import demand_tls
from config.observability import metrics
from config.observability.probes import readiness

Answer = Callable[[HttpRequest], HttpResponseBase]


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    is_ready, states = readiness.report()
    return JsonResponse({"ready": is_ready, "checks": states}, status=200 if is_ready else 503)


PAGES: dict[str, Answer] = {"/healthz": alive, "/readyz": ready, "/metrics": metrics.answer}


class ProbesMiddleware:
    """Stands first. Everything else goes on unchanged."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page = PAGES.get(request.path_info)
        if page is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = page(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        demand_tls(request, response)
        return response
