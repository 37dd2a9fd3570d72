"""Whether the trail is whole, as it was found by the last looks at it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clinics.oversight import faults
from clinics.oversight.actions import verifications
from clinics.oversight.queries import seals as queries
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@requires(Permission.AUDIT_VIEW)
@require_safe
def index(request: ClinicRequest) -> HttpResponse:
    looks = queries.newest_verifications()
    shown = {
        "looks": looks,
        "last": looks[0] if looks else None,
        "findings": [faults.shown(finding) for finding in looks[0].findings] if looks else [],
        "head": queries.newest_seal(),
        "told": queries.privacy_officers(),
    }
    return render(request, "oversight/seals/index.html", shown)


@requires(Permission.AUDIT_VIEW)
@require_POST
def look(request: ClinicRequest) -> HttpResponse:
    verifications.order(by=request.actor, at=request.at)
    messages.success(request, _("The trail is being looked at. What was found will stand here in a moment."))
    return redirect("oversight:seals")
