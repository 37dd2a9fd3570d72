"""From the host of a request to its clinic."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse, set_urlconf
from django.utils import translation
from django.utils.translation import gettext as _

from clinics import hosts
from clinics.home.views import branding
from clinics.kit import cookies
from clinics.kit.current import connection, entering, entering_platform
from clinics.models import Clinic, ClinicState
from config.middleware.locale import language_of
from config.postgres.base import ClinicClosed

API = "/api/"
Answer = Callable[[HttpRequest], HttpResponse]


class MovedToCanonicalHost(HttpResponsePermanentRedirect):
    """Whatever was asked is asked again there, forms included. Nothing keeps it: see HeadersMiddleware."""

    status_code = 308


class HostCache:
    """Host to clinic, remembered for a few seconds in each process; None means the platform.

    Unknown hosts are not remembered, so that nobody can fill the memory with invented names; nor
    are clinics that are not open, so that one that opens does so at once. One that closes is
    noticed by its connection, whatever is remembered here.
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
        if clinic is None or clinic.is_active:
            with self._lock:
                self._found[host] = (now + settings.HOST_CACHE_SECONDS, clinic)
        return clinic

    def forget(self, host: str) -> None:
        with self._lock:
            self._found.pop(host, None)

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
            if cookies.read(request, hosts.LOOK_AGAIN):
                host_cache.forget(host)
            clinic = host_cache.get(host)
        except (DisallowedHost, hosts.UnknownHost):
            return HttpResponseNotFound("Not found\n", content_type="text/plain")
        request.clinic = request.tenant = clinic  # type: ignore[attr-defined]
        if clinic is None:
            return self._platform(request)
        if host != clinic.canonical_host:
            return MovedToCanonicalHost(clinic.base_url + request.get_full_path())
        if not clinic.is_active:
            return expected(closed(request, clinic))
        with entering(clinic), suppress(ClinicClosed):
            connection.arm()
            return self.get_response(request)
        host_cache.clear()
        return expected(closed(request, host_cache.get(host) or clinic))

    def _platform(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        set_urlconf(request.urlconf)
        with entering_platform():
            return self.get_response(request)


def closed(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """All that a clinic answers that is not open: whom to ask, and the colours that page is drawn in."""
    still_answers = {reverse("home:branding"): branding.style_sheet, reverse("home:logo"): branding.logo}
    if request.path_info in still_answers:
        return still_answers[request.path_info](request)
    is_suspended = clinic.state == ClinicState.SUSPENDED
    with translation.override(language_of(request)):
        if request.path_info.startswith(API):
            return closed_problem(clinic, is_suspended=is_suspended)
        template = "errors/clinic_suspended.html" if is_suspended else "errors/clinic_not_open.html"
        return render(request, template, {"clinic": clinic}, status=503)


def expected(answer: HttpResponse) -> HttpResponse:
    """Not an error of ours, so not one line in the log for each page that is asked for."""
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def closed_problem(clinic: Clinic, *, is_suspended: bool) -> JsonResponse:
    """The same for programs: a problem document (RFC 9457)."""
    code = "clinic-suspended" if is_suspended else "clinic-not-open"
    contact = clinic.support_contact
    asked = _("Ask %(contact)s.") % {"contact": contact} if contact else _("Ask the person who runs its account.")
    problem = {
        "type": "about:blank",
        "title": _("This clinic is paused") if is_suspended else _("This clinic is not open at the moment"),
        "status": 503,
        "detail": asked,
        "code": code,
    }
    return JsonResponse(problem, status=503, content_type="application/problem+json")
