"""The clinic's colours and logo, before and after signing in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

from clinics.home import brand
from clinics.staff.access import public

KEPT = "public, max-age=31536000, immutable"
ASKED_AGAIN = "no-cache"


def _etag(request: HttpRequest) -> str:
    return f'"{brand.version(request.clinic)}"'  # type: ignore[attr-defined]


@public("Colours and logo of the sign-in page")
@require_safe
@condition(etag_func=_etag)
def style_sheet(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(brand.style_sheet(request.clinic.accent), content_type="text/css")  # type: ignore[attr-defined]
    return _kept(request, answer)


@public("Colours and logo of the sign-in page")
@require_safe
@condition(etag_func=_etag)
def logo(request: HttpRequest) -> HttpResponse:
    content = bytes(request.clinic.logo)  # type: ignore[attr-defined]
    kind = brand.picture_type(content)
    if not kind:
        raise Http404
    return _kept(request, HttpResponse(content, content_type=kind))


def _kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """For good when the address carries the version, else with a question each time."""
    is_versioned = request.GET.get("v") == brand.version(request.clinic)  # type: ignore[attr-defined]
    answer.headers["Cache-Control"] = KEPT if is_versioned else ASKED_AGAIN
    return answer
