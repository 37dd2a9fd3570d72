"""What is refused because of how it came, before anything looks at what it asks for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from clinics.api import problems

PROGRAMS = ("/api/", "/identity/o/api/", "/.well-known/", "/mail/events/")
"""Addresses that programs ask."""
FOR_PEOPLE = ("/api/docs/",)
ECHOING = ("TRACE", "TRACK")


class TransportMiddleware:
    """Programs that come without TLS are refused: one that was led on would never learn that its token went in clear.

    People are led to the same address over TLS by Django's SecurityMiddleware. Nothing repeats to anybody what they
    sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in ECHOING:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and is_for_programs(request.path_info):
            return problems.response(
                403,
                code="tls_required",
                detail=_("Call this over https. A token that was sent along is known to others."),
            )
        return self.get_response(request)


def is_for_programs(path: str) -> bool:
    return path.startswith(PROGRAMS) and not path.startswith(FOR_PEOPLE)
