"""Today: what is happening now."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics.home.today import has_news, today_page
from clinics.kit.dates import moment_in
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@requires(Permission.HOME)
@require_safe
@asks("since")
def index(request: ClinicRequest) -> HttpResponse:
    if request.htmx and not _is_new(request):
        return HttpResponse(status=204)
    page = today_page(request.actor, at=request.at)
    template = "_panels.html" if request.htmx else "index.html"
    return render(request, f"home/today/{template}", {"page": page, "at": request.at})


def _is_new(request: ClinicRequest) -> bool:
    """A page that asks whether something happened since it was drawn, and something has."""
    since = moment_in(request.GET.get("since", ""))
    return since is None or has_news(since, at=request.at)
