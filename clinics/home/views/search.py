"""The search field's results, in place while typing and as a page of their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics.home import search
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission

ON_A_PAGE = 20


@requires(Permission.HOME)
@require_safe
@asks("q")
def index(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    is_typing = bool(request.htmx)  # type: ignore[attr-defined]
    groups = search.results(
        query,
        by=request.actor,  # type: ignore[attr-defined]
        at=request.at,  # type: ignore[attr-defined]
        limit=search.PER_GROUP if is_typing else ON_A_PAGE,
        in_place=is_typing,
    )
    template = "components/options.html" if is_typing else "home/search/index.html"
    return render(request, template, {"groups": groups, "query": query, "prefix": "search"})
