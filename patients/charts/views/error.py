"""Marking a note as entered in error."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.charts.actions import notes
from patients.charts.forms import ErrorForm
from patients.charts.queries.notes import open_to
from patients.charts.views.answers import about


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHART_VIEW, Permission.NOTE_WRITE)
def mark(request: Any, patient_id: UUID, note_id: UUID) -> HttpResponse:
    """Ask why, then strike the note. It stays on the chart."""
    note = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=note_id)
    form = ErrorForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                notes.mark_entered_in_error(note=note, **form.cleaned_data, by=request.actor, at=request.at)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The note is marked as entered in error."))
                return redirect("charts:note", patient_id=note.patient_id, note_id=note.pk)
    notes.record_view(note=note, by=request.actor, at=request.at)
    context = about(request, note.patient, form=form, note=note)
    return render(request, "charts/error/mark.html", context, status=status)
