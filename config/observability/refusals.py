"""Why a request was refused, as one word for the log, the counters and the trail."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

BY_STATUS = {
    400: "malformed",
    401: "not_authenticated",
    403: "forbidden",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "too_often",
}
PERMISSION, FORGED = "permission", "forged"
IN_TRAIL = (PERMISSION, FORGED, "forbidden", "too_often")
"""What tells of somebody who goes where they may not, or of a browser that another site made ask."""


def mark(request: HttpRequest, reason: str, permissions: Iterable[str] = ()) -> None:
    """Say why a request is refused, where it is refused; `permissions` are what was lacking."""
    request.refused = (reason, tuple(permissions))  # type: ignore[attr-defined]


def why(request: HttpRequest, status: int) -> tuple[str, tuple[str, ...]]:
    """The reason and the permissions that lacked; no reason for an answer that refuses nothing."""
    if status not in BY_STATUS:
        return "", ()
    return getattr(request, "refused", (BY_STATUS[status], ()))
