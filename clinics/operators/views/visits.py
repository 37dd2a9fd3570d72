"""Visits of operators, as the clinic sees them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics.kit.filters import page_of
from clinics.operators.actions import visits as actions
from clinics.operators.models import How
from clinics.operators.queries import visits
from clinics.staff import queries as staff
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask

ON_A_PAGE = 25


@requires(Permission.AUDIT_VIEW)
@require_safe
@asks("page")
def index(request: ClinicRequest) -> HttpResponse:
    page = page_of(visits.newest(), request.GET, size=ON_A_PAGE)
    context = {
        "page": page,
        "visits": visits.shown(list(page.object_list), at=request.at),
        "are_allowed": staff.sign_in_policy().operator_access,
    }
    return render(request, "operators/visits/index.html", context)


@requires(Permission.STAFF_MANAGE)
def ending(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """At once, and without asking anew who it is: a door is shut faster than it is opened."""
    visit = get_object_or_404(visits.newest(), pk=visit_id)
    question = Question(
        title=_("End this visit?"),
        text=_("%(name)s is out with their next click. What they did stays, and stands in the trail.")
        % {"name": visit.operator_name},
        button=_("End the visit"),
        done=_("The visit is over."),
        back=reverse("operators:visits"),
        is_dangerous=True,
    )
    return ask(
        request, question, lambda: actions.end(visit_id=visit.pk, how=How.CLINIC, by=request.actor, at=request.at)
    )
