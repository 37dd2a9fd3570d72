"""What was done and read, by whom, about whom: for those who watch over it."""

from __future__ import annotations

import io
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics.kit import filters
from clinics.kit.refusal import Refusal
from clinics.oversight.actions import reading
from clinics.oversight.forms.trail import TrailForm
from clinics.oversight.queries import trail
from clinics.staff.access import Proof, asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@requires(Permission.AUDIT_VIEW)
@require_safe
@asks("who", "what", "patient", "since", "until", "request", "page")
def index(request: ClinicRequest) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return render(request, "oversight/trail/index.html", {"form": form}, status=422)
    page = trail.page_of(form.asked(), number=page_number(request), to=request.actor)
    reading.record_view(patients=page.shown, by=request.actor, at=request.at)
    return render(request, "oversight/trail/index.html", {"form": form, "page": page, "kept": form.kept()})


@requires(Permission.AUDIT_VIEW)
@require_safe
def show(request: ClinicRequest, event_id: UUID) -> HttpResponse:
    event = trail.event_of(event_id)
    if event is None:
        raise Http404
    entry, shown, seal = trail.one(event, to=request.actor)
    reading.record_view(patients=shown, by=request.actor, at=request.at)
    return render(request, "oversight/trail/show.html", {"entry": entry, "seal": seal})


@requires(Permission.AUDIT_VIEW, proof=Proof.RECENT)
@require_safe
@asks("who", "what", "patient", "since", "until", "request", "page")
def export(request: ClinicRequest) -> HttpResponse:
    """What was asked for as a file for an auditor."""
    form = _form(request)
    if not form.is_valid():
        return render(request, "oversight/trail/index.html", {"form": form}, status=422)
    written = io.StringIO()
    try:
        reading.export(asked=form.asked(), file=written, by=request.actor, at=request.at)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return render(request, "oversight/trail/index.html", {"form": form}, status=refusal.status)
    name = f"trail-{request.at:%Y%m%d-%H%M}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _form(request: ClinicRequest) -> TrailForm:
    return TrailForm(request.GET, at=request.at, zone=request.clinic.time_zone)


def page_number(request: ClinicRequest) -> int:
    """The page that was asked for; 404 for what is none."""
    return filters.page_number(request.GET, most=trail.MOST_PAGES)
