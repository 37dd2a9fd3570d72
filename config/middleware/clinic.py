"""From the host of a request to its clinic."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import set_urlconf

from clinics import hosts
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, ClinicState

Answer = Callable[[HttpRequest], HttpResponse]


class HostCache:
    """Host to clinic, remembered for a few seconds in each process; None means the platform.

    Unknown hosts are not remembered, so that nobody can fill the memory with invented names.
    """

    def __init__(self) -> None:
        self._found: dict[str, tuple[float, Clinic | None]] = {}
        self._lock = threading.Lock()

    def get(self, host: str) -> Clinic | None:
        """Return the clinic that answers at `host`. Raises hosts.UnknownHost."""
        now = time.monotonic()
        known = self._found.get(host)
        if known is not None and known[0] > now:
            return known[1]
        clinic = hosts.clinic_at(host)
        with self._lock:
            self._found[host] = (now + settings.HOST_CACHE_SECONDS, clinic)
        return clinic

    def clear(self) -> None:
        with self._lock:
            self._found.clear()


host_cache = HostCache()


class ClinicMiddleware:
    """Work for the clinic of the request's host, and for none when the request is over.

    An unknown host is a 404 that gives no hint; a clinic's other hosts redirect to its canonical
    one; a suspended or closed clinic answers nothing but a page that says whom to ask.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            host = hosts.host_of(request.get_host())
            clinic = host_cache.get(host)
        except (DisallowedHost, hosts.UnknownHost):
            return HttpResponseNotFound("Not found\n", content_type="text/plain")
        request.clinic = request.tenant = clinic  # type: ignore[attr-defined]
        if clinic is None:
            return self._platform(request)
        if host != clinic.canonical_host and request.method in ("GET", "HEAD"):
            return HttpResponsePermanentRedirect(clinic.base_url + request.get_full_path())
        if not clinic.is_active:
            return self._closed(request, clinic)
        with entering(clinic):
            return self.get_response(request)

    def _platform(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        set_urlconf(request.urlconf)
        with entering_platform():
            return self.get_response(request)

    def _closed(self, request: HttpRequest, clinic: Clinic) -> HttpResponse:
        template = (
            "errors/clinic_suspended.html" if clinic.state == ClinicState.SUSPENDED else "errors/clinic_not_open.html"
        )
        return render(request, template, {"clinic": clinic}, status=503)
