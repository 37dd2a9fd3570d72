"""Who else has a note open."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.charts.actions import presence
from patients.charts.queries.notes import others_on, writable_by


@require_POST
@requires(Permission.CHART_VIEW, Permission.NOTE_WRITE)
def show(request: Any, patient_id: UUID, note_id: UUID) -> HttpResponse:
    """The page says every few seconds that it is still open, and hears who else is there."""
    note = get_object_or_404(writable_by(request.actor, patient_id=patient_id), pk=note_id)
    presence.show(note=note, by=request.actor, at=request.at)
    others = others_on(note, but=request.actor, at=request.at)
    return render(request, "charts/presence/_others.html", {"others": others, "note": note})
