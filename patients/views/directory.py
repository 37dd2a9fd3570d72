"""Finding people: search results as you type, else the charts opened and the people registered last."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import lookup
from patients.queries import listings


@requires(Permission.PATIENT_SEARCH)
@require_safe
@asks("q")
def index(request: ClinicRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    by, at = request.actor, request.at
    context: dict[str, object] = {"query": query}
    if query:
        results, hidden = lookup.search_for_an_emergency(text=query, by=by, at=at)
        context |= {"rows": listings.found_rows(results.hits, at=at), "are_more": results.are_more, "hidden": hidden}
    else:
        opened, registered = listings.recently_opened(by), listings.recently_registered(by)
        shown = [patient for patient, _moment in opened] + registered
        lookup.record_listing(patients=shown, by=by, at=at)
        context["opened"] = [listings.row_of(patient, at=at, moment=moment) for patient, moment in opened]
        context["registered"] = [listings.row_of(each, at=at, moment=each.recorded_at) for each in registered]
    template = "_results.html" if request.htmx else "index.html"
    return render(request, f"patients/directory/{template}", context)
