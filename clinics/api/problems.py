"""Problem documents (RFC 9457): everything the API says no with, in one shape.

`code` is stable and for programs, `detail` for people. `errors` says what is wrong with which part of
the request: `field` is its path, such as `contacts.0.value`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

from clinics.encryption.wrapping import KeysUnavailable
from clinics.kit.refusal import Refusal

log = structlog.get_logger("polyclinic.api")

CONTENT_TYPE = "application/problem+json"
TYPE = "urn:polyclinic:problem:"
CODES = {
    400: "malformed",
    401: "not_authenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "throttled",
    500: "failed",
    503: "keys_unavailable",
}
WITHOUT_KEYS = _(
    "The clinic's keys cannot be reached at the moment, so nothing is opened and nothing is saved. What was saved "
    "before is safe. Try again in a minute."
)
AGAIN_AFTER = "60"  # seconds

DJANGO: dict[type[Exception], tuple[int, str | Promise]] = {
    Http404: (404, _("There is nothing here, or nothing that you may see.")),
    PermissionDenied: (403, _("The token does not allow this.")),
    RequestDataTooBig: (413, _("The request is too large.")),
}
"""What Django raises, put into the same shape."""


def document(
    status: int, *, detail: str, code: str = "", errors: list[dict[str, str]] | None = None, **more: Any
) -> dict[str, Any]:
    """The members of a problem; `more` are extensions of this kind of problem."""
    code = code or CODES[status]
    found: dict[str, Any] = {
        "type": f"{TYPE}{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    }
    if errors:
        found["errors"] = errors
    return {**found, **more}


def response(status: int, *, detail: str, code: str = "") -> JsonResponse:
    """A problem for those who have no DRF view: middleware and the handlers of lost addresses."""
    return JsonResponse(document(status, detail=detail, code=code), status=status, content_type=CONTENT_TYPE)


def handle(failure: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler. Surprises are not answered here: None lets them go on."""
    if isinstance(failure, Refusal):
        return _answer(refused(failure))
    if isinstance(failure, exceptions.ValidationError):
        errors = list(_errors(failure.get_full_details()))
        return _answer(document(422, detail=str(_("Some of this cannot be taken. See the errors.")), errors=errors))
    if isinstance(failure, exceptions.APIException):
        return _answer(document(failure.status_code, detail=str(failure.detail)), _headers(failure))
    if isinstance(failure, KeysUnavailable):
        log.error("api.keys_unavailable", reason=type(failure.__cause__).__name__)
        return _answer(document(503, detail=str(WITHOUT_KEYS)), {"Retry-After": AGAIN_AFTER})
    status, sentence = next((told for kind, told in DJANGO.items() if isinstance(failure, kind)), (0, ""))
    return _answer(document(status, detail=str(sentence))) if status else None


def refused(refusal: Refusal) -> dict[str, Any]:
    errors = None
    if refusal.field:
        errors = [{"field": refusal.field, "code": refusal.code, "detail": str(refusal)}]
    more = getattr(refusal, "members", {})
    return document(refusal.status, detail=str(refusal), code=refusal.code, errors=errors, **more)


def _headers(failure: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if wait := getattr(failure, "wait", None):
        headers["Retry-After"] = f"{int(wait) + 1}"
    if challenge := getattr(failure, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    return headers


def _answer(problem: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    headers = headers or {}
    if problem["status"] == 401:
        headers.setdefault("WWW-Authenticate", 'Bearer realm="clinic"')
    return Response(problem, status=problem["status"], headers=headers, content_type=CONTENT_TYPE)


def _errors(details: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Flatten what DRF says of nested parts, in order."""
    if isinstance(details, Mapping) and set(details) == {"message", "code"}:
        yield {"field": path, "code": details["code"], "detail": str(details["message"])}
    elif isinstance(details, Mapping):
        for name, inner in details.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from _errors(inner, ".".join(filter(None, (path, own))))
    else:
        is_leaf = all(isinstance(inner, Mapping) and set(inner) == {"message", "code"} for inner in details)
        for index, inner in enumerate(details):
            yield from _errors(inner, path if is_leaf else f"{path}.{index}".lstrip("."))
