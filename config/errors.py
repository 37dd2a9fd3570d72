"""What is answered when nothing else answers: a page to people, a problem document to programs."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import csrf, defaults

from clinics.api import problems
from clinics.encryption.wrapping import KeysUnavailable
from config.middleware.clinic import API
from config.observability import refusals

ISSUER = "/identity/o/api/"


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return problems.response(403, detail=_("This is not allowed."))
    return defaults.permission_denied(request, exception)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of our own pages."""
    refusals.mark(request, refusals.FORGED)
    return csrf.csrf_failure(request, reason)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return problems.response(404, detail=_("There is nothing here, or nothing that you may see."))
    return defaults.page_not_found(request, exception)


def not_allowed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A page in place of the empty answer, for somebody who opened the address of a form."""
    page = render(request, "errors/405.html", status=405)
    page.headers["Allow"] = answer.headers.get("Allow", "")
    return page


def failed(request: HttpRequest) -> HttpResponse:
    """Whatever nobody expected; and a clinic whose keys cannot be had, which is told as what it is."""
    if isinstance(sys.exc_info()[1], KeysUnavailable):
        return _without_keys(request)
    if request.path.startswith(API):
        return problems.response(500, detail=_("Something went wrong here. It was noted; try again later."))
    return defaults.server_error(request)


def _without_keys(request: HttpRequest) -> HttpResponse:
    """Nothing is opened and nothing is written in the clear; what was sealed waits until the keys are back."""
    if request.path.startswith((API, ISSUER)):
        answer: HttpResponse = problems.response(503, detail=str(problems.WITHOUT_KEYS))
    else:
        answer = render(request, "503.html", {"sentence": problems.WITHOUT_KEYS}, status=503)
    answer.headers["Retry-After"] = problems.AGAIN_AFTER
    return answer
