"""An operator's visit to a clinic: until when it goes on is asked anew with every request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from clinics.operators.actions import visits as actions
from clinics.operators.actors import visitor
from clinics.operators.models import Visit
from clinics.operators.queries import visits
from clinics.operators.standing import stands
from clinics.operators.views.entrance import VISIT
from clinics.staff.models import Policy


class VisitMiddleware:
    """Give a request its visit (`request.visit`) and the visit's actor, while it goes on and the clinic allows it.

    A visitor has no account here: `request.user` stays anonymous, so whatever belongs to an account is out of reach.
    Nothing prolongs a visit. Whoever is signed in is nobody's visitor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.visit = None
        if request.clinic is not None and VISIT in request.session:
            self._admit(request)
        return self.get_response(request)

    def _admit(self, request: Any) -> None:
        visit = visits.of_session(request.session[VISIT])
        if request.user.is_authenticated:
            del request.session[VISIT]
        elif visit is not None and _goes_on(visit, request):
            request.visit, request.actor = visit, visitor(visit, request.actor.origin)
        else:
            request.session.flush()
            messages.info(request, _("Your visit to this clinic is over."))


def _goes_on(visit: Visit, request: Any) -> bool:
    if not visit.is_under_way(request.at) or not Policy.objects.current().operator_access:
        return False
    if stands(visit, clinic=request.clinic):
        return True
    actions.put_out(visit=visit, origin=request.actor.origin, at=request.at)
    return False
