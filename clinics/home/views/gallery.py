"""Each component in all its states, for those who build pages. Local settings only; the data is invented."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics.home import gallery
from clinics.staff.access import asks, public

REASON = "Shown in local settings only, and nothing on it is about anyone"


@public(REASON)
@require_safe
@asks("theme")
def index(request: HttpRequest) -> HttpResponse:
    theme = request.GET.get("theme", "")
    return render(request, "home/gallery/index.html", gallery.page(theme))


@public(REASON)
@require_safe
@asks("q")
def options(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    return render(request, "components/options.html", gallery.options(query))


@public(REASON)
@require_safe
@asks("theme")
def entrance(request: HttpRequest) -> HttpResponse:
    return render(request, "home/gallery/entrance.html", gallery.entrance(request.GET.get("theme", "")))
