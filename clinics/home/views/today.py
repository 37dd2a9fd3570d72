"""Today: what is happening now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clinics.home.today import panels_for
from clinics.staff.access import requires
from clinics.staff.permissions import Permission


@requires(Permission.HOME)
def index(request: HttpRequest) -> HttpResponse:
    panels = panels_for(request.actor, at=request.at)  # type: ignore[attr-defined]
    return render(request, "home/today/index.html", {"panels": panels, "at": request.at})  # type: ignore[attr-defined]
