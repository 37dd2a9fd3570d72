"""What a message about an appointment links to: how it stands now, for whoever holds the link."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from appointments.actions.writing import entry_of, facts_of
from appointments.calendar_file import PUBLISH, calendar_file
from appointments.models import Appointment, AppointmentStatus
from appointments.queries.told import linked, sequence_told
from clinics.kit.pace import paced
from clinics.staff.access import public

REASON = "Patients have no account; the link's signature is the key, and the page names nobody"
A_MINUTE = 30


@public(REASON)
@paced(A_MINUTE)
@require_safe
def appointment(request: Any, token: str) -> HttpResponse:
    found = _found(token)
    shown = {
        "appointment": found,
        "is_over": found.ends_at <= request.at,
        "is_off": found.status in (AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR),
        "facts": facts_of(found, language=get_language() or "en"),
        "token": token,
    }
    return render(request, "appointments/told/appointment.html", shown)


@public(REASON)
@paced(A_MINUTE)
@require_safe
def calendar(request: Any, token: str) -> HttpResponse:
    """The entry for the patient's calendar; the same entry as the one in the mail."""
    found = _found(token)
    if not found.is_standing:
        raise Http404
    entry = entry_of(found, sequence=sequence_told(found))
    file = calendar_file(entry, method=PUBLISH, at=request.at)
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return answer


def _found(token: str) -> Appointment:
    found = linked(token)
    if found is None:
        raise Http404
    return found
