"""The clinic's money today: what is open and how old, and what came in."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from billing.models import Method
from billing.queries.balances import aging, takings
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@require_safe
@requires(Permission.BILLING_VIEW)
def index(request: ClinicRequest) -> HttpResponse:
    day = request.at.astimezone(ZoneInfo(request.clinic.time_zone)).date()
    labels = dict(Method.choices)
    context = {
        "ages": aging(day),
        "takings": [(labels[each.method], each) for each in takings(day)],
        "day": day,
    }
    return render(request, "billing/overview/index.html", context)
