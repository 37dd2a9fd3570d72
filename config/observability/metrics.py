"""Numbers for Prometheus: requests by route, jobs and mails by outcome, clinics by opaque id.

Labels are route names, states and schema names: never paths, people or subdomains. With several
web processes, `PROMETHEUS_MULTIPROC_DIR` names the folder through which they add up.
"""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("polyclinic_requests", "Requests answered.", ("route", "method", "status"), registry=REGISTRY)
DURATION = Histogram(
    "polyclinic_request_seconds",
    "Time to answer a request, by route.",
    ("route",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
CLINIC_REQUESTS = Counter("polyclinic_clinic_requests", "Requests answered, by clinic.", ("clinic",), registry=REGISTRY)
TASKS = Counter("polyclinic_tasks", "Background tasks ended, by outcome.", ("task", "state"), registry=REGISTRY)
REFUSALS = Counter("polyclinic_refusals", "Requests refused, by reason.", ("reason",), registry=REGISTRY)
MAILS = Counter("polyclinic_mails", "Mails that left the outbox, by outcome.", ("state",), registry=REGISTRY)

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def observe(*, route: str, method: str, status: int, seconds: float, clinic: str) -> None:
    """Count one answered request. An unknown method is counted as `OTHER`."""
    verb = method if method in METHODS else "OTHER"
    REQUESTS.labels(route, verb, str(status)).inc()
    DURATION.labels(route).observe(seconds)
    if clinic:
        CLINIC_REQUESTS.labels(clinic).inc()


def answer(request: HttpRequest) -> HttpResponse:
    """The page of numbers, for whoever holds the token; without a token set there is no such page."""
    token = settings.METRICS_TOKEN
    if not token:
        return HttpResponseNotFound()
    scheme, _, given = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), token.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def _registry() -> CollectorRegistry:
    folder = settings.PROMETHEUS_MULTIPROC_DIR
    if not folder:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=folder)
    return registry
