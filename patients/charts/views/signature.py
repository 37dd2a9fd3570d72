"""Signing a note."""

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
from patients.charts.actions import notes, signatures
from patients.charts.forms import SignForm
from patients.charts.queries.note_page import written
from patients.charts.queries.notes import open_to
from patients.charts.views.answers import about


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHART_VIEW, Permission.NOTE_SIGN)
def sign(request: Any, patient_id: UUID, note_id: UUID) -> HttpResponse:
    """Read it once more, then sign exactly what was read."""
    note = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=note_id)
    draft = note.shared_draft
    form = SignForm(request.POST or None, initial={"revision": draft.revision if draft else 0})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            signatures.sign(note=note, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("The note is signed."))
            return redirect("charts:note", patient_id=note.patient_id, note_id=note.pk)
    if not note.is_draft or draft is None:
        return redirect("charts:note", patient_id=note.patient_id, note_id=note.pk)
    notes.record_view(note=note, by=request.actor, at=request.at)
    context = about(request, note.patient, form=form, note=note, sections=written(draft.body), revision=draft.revision)
    return render(request, "charts/signature/sign.html", context, status=status)
