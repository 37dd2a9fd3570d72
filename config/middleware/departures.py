"""Sending a person to another page, whether a page or a fragment of one was asked for."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


def leave_for(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect; to htmx, the order to load the whole page anew instead of a fragment of it."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def leave_for_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, which leads back to the page the person was on."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    back = request.get_full_path()
    if request.headers.get("HX-Request") == "true":
        back = shown.path + (f"?{shown.query}" if shown.query else "") or "/"
    return leave_for(request, f"{settings.LOGIN_URL}?next={quote(back)}")
