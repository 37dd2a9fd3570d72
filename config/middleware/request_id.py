"""A name for each request, in its log lines, its audit events and its answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase

WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,63}\Z")


class RequestIdMiddleware:
    """Sets `request.request_id`. A trusted proxy may have chosen it; anyone else's was removed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        chosen = given if WELL_FORMED.match(given) else uuid4().hex
        request.request_id = chosen  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers["X-Request-Id"] = chosen
        return response
