"""Pages of lists: `page` and `page_size`, never everything at once, never silently less."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from clinics.api import filters
from clinics.api.requests import ApiRequest

SIZE, MOST, COUNTED = 50, 200, 10_000
Row = TypeVar("Row")
Record = TypeVar("Record", bound=Model)


class Page(list[Row]):
    """The rows of one page, and what its envelope says."""

    number: int
    size: int
    total: int
    is_capped: bool
    has_more: bool


def page_of(request: ApiRequest, rows: QuerySet[Record]) -> Page[Record]:
    """The page that was asked for, in at most two statements. Raises ValidationError, NotFound."""
    number, size = asked(request)
    start = (number - 1) * size
    loaded = list(rows[start : start + size + 1])
    page: Page[Record] = Page(loaded[:size])
    page.number, page.size, page.has_more = number, size, len(loaded) > size
    if page.has_more or not loaded:
        counted = rows.order_by()[: COUNTED + 1].count()
        page.total, page.is_capped = min(counted, COUNTED), counted > COUNTED
    else:
        page.total, page.is_capped = start + len(loaded), False
    if not loaded and number > 1:
        raise NotFound(_("There is no such page."))
    return page


def page_of_found(request: ApiRequest, found: Sequence[Row], *, are_more: bool) -> Page[Row]:
    """The page of what a search found, which is short; `are_more` says that it found only the best."""
    number, size = asked(request)
    start = (number - 1) * size
    page: Page[Row] = Page(found[start : start + size])
    page.number, page.size, page.has_more = number, size, len(found) > start + size
    page.total, page.is_capped = len(found), are_more
    if not page and number > 1:
        raise NotFound(_("There is no such page."))
    return page


def asked(request: ApiRequest) -> tuple[int, int]:
    """Number and size of the page. Raises ValidationError."""
    page = filters.number(request, "page", otherwise=1, most=1_000_000)
    return page, filters.number(request, "page_size", otherwise=SIZE, most=MOST)


def answer(request: ApiRequest, page: Page[Row], shown: Callable[[Row], dict[str, Any]]) -> Response:
    """The page in its envelope."""
    return Response(envelope(request, page, [shown(row) for row in page]))


def envelope(request: ApiRequest, page: Page[Row], results: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {
        "count": page.total,
        "count_is_capped": page.is_capped,
        "next": _address(request, page.number + 1) if page.has_more else None,
        "previous": _address(request, page.number - 1) if page.number > 1 else None,
        "results": list(results),
    }


def _address(request: ApiRequest, number: int) -> str:
    query = request.query_params.copy()
    query["page"] = str(number)
    return f"{request.clinic.base_url}{request.path}?{query.urlencode()}"
