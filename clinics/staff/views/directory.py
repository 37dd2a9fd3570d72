"""Who works here, and who is invited."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics.staff import queries
from clinics.staff.access import requires
from clinics.staff.permissions import Permission


@requires(Permission.STAFF_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    manages = request.actor.may(Permission.STAFF_MANAGE)  # type: ignore[attr-defined]
    shown = {
        "people": queries.everyone(),
        "manages": manages,
        "invitations": queries.unanswered_invitations() if manages else (),
        "at": request.at,  # type: ignore[attr-defined]
    }
    return render(request, "staff/directory/index.html", shown)
