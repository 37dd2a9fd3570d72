"""Which language and which time zone a page is written in."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers


class LocaleMiddleware:
    """The person's language, then the clinic's, then what the browser asks for of those offered.

    Times are shown in the clinic's zone; on the platform's host, in UTC. Both end with the request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request)
        request.LANGUAGE_CODE = language
        zone = getattr(getattr(request, "clinic", None), "time_zone", "") or "UTC"
        with translation.override(language), timezone.override(ZoneInfo(str(zone))):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language",))
        return response


def language_of(request: HttpRequest) -> str:
    offered = dict(settings.LANGUAGES)
    user = getattr(request, "user", None)
    for wish in (
        getattr(user, "language", ""),
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
        getattr(getattr(request, "clinic", None), "language", ""),
    ):
        if wish in offered:
            return wish
    return translation.get_language_from_request(request)
