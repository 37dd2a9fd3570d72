"""The door between platform and clinic: coming in with a ticket, and going."""

from __future__ import annotations

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from clinics.kit.refusal import Refusal
from clinics.operators.actions import visits
from clinics.staff import sessions
from clinics.staff.access import public, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest

VISIT = "visit"
"""What a session of a visit holds: the visit's id, and nobody's account."""


@public("Who comes is said by the ticket, which is worth something once and here alone")
@csrf_exempt  # the form stands on the platform's page, and nowhere else: see below
@rate_limit(action="login")
@sensitive_post_parameters("ticket")
@require_POST
def enter(request: ClinicRequest) -> HttpResponse:
    """Take the ticket, and begin a session that holds the visit and nothing of what the browser had here before."""
    if request.headers.get("Origin") != f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}":
        raise PermissionDenied  # a page elsewhere would put somebody into a visit that is not theirs
    try:
        visit = visits.begin(ticket=request.POST.get("ticket", ""), origin=request.actor.origin, at=request.at)
    except Refusal as refusal:
        return render(request, "operators/entrance/refused.html", {"refusal": refusal}, status=refusal.status)
    request.session.flush()
    request.session[VISIT] = str(visit.pk)
    sessions.describe(request)
    rotate_token(request)
    return redirect("/")


@require_POST
@requires(Permission.VISIT)
def leave(request: ClinicRequest) -> HttpResponse:
    visits.leave(visit=request.visit, by=request.actor, at=request.at)  # type: ignore[arg-type]
    request.session.flush()
    messages.info(request, _("Your visit is over. You can close this window."))
    answer = redirect(settings.LOGIN_URL)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # as whoever signs out leaves nothing behind
    return answer
