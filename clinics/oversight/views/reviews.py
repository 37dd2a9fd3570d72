"""What in the trail needs a look, and deciding about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics.kit.refusal import Refusal
from clinics.oversight.actions import anomalies
from clinics.oversight.forms.reviews import OutcomeForm
from clinics.oversight.queries import reviews, trail
from clinics.oversight.views.trail import page_number
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@requires(Permission.AUDIT_VIEW)
@require_safe
@asks("state", "page")
def index(request: ClinicRequest) -> HttpResponse:
    state = request.GET.get("state", "open")
    if state not in reviews.FILTERS:
        raise Http404
    queue = reviews.queue(state, number=page_number(request), to=request.actor)
    anomalies.record_view(patients=queue.shown, by=request.actor, at=request.at)
    context = {"queue": queue, "state": state, "filters": reviews.FILTERS.items()}
    return render(request, "oversight/reviews/index.html", context)


@requires(Permission.AUDIT_VIEW)
def show(request: ClinicRequest, anomaly_id: UUID) -> HttpResponse:
    """One case with the events it rests on; POST decides about it."""
    found = reviews.case_of(anomaly_id, to=request.actor)
    if found is None:
        raise Http404
    case, shown = found
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            anomalies.decide(anomaly_id=case.row.pk, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Decided."))
            return redirect("oversight:reviews")
    page = trail.page_of(reviews.asked_by(case.row), number=1, to=request.actor) if case.row.actor_id else None
    named = shown | page.shown if page else shown
    anomalies.record_view(patients=named, subject=case.row, by=request.actor, at=request.at)
    context = {"case": case, "page": page, "form": form, "is_own": case.row.actor_id == request.actor.id}
    return render(request, "oversight/reviews/show.html", context, status=422 if form.errors else 200)
