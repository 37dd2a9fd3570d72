"""Beginning a note, and the page of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import get_current_timezone
from django.views.decorators.http import require_safe

from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from patients.charts.actions import notes, presence
from patients.charts.forms import StartForm
from patients.charts.queries.note_page import note_page
from patients.charts.queries.notes import open_to
from patients.charts.sections import NoteKind
from patients.charts.views.answers import about, saved_text
from patients.models import Patient


@requires(Permission.CHART_VIEW, Permission.NOTE_WRITE)
@asks("kind")
def new(request: Any, patient_id: UUID) -> HttpResponse:
    """Ask what kind of note it is and when it happened."""
    patient = get_object_or_404(Patient.objects.visible_to(request.actor), pk=patient_id)
    now = request.at.astimezone(get_current_timezone()).replace(second=0, microsecond=0)
    initial = {"kind": request.GET.get("kind", NoteKind.SOAP), "occurred_at": now}
    form = StartForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            note = notes.start(patient=patient, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return redirect("charts:note", patient_id=patient.pk, note_id=note.pk)
    notes.record_form(patient=patient, by=request.actor, at=request.at)
    context = about(request, patient, form=form)
    return render(request, "charts/note/new.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.CHART_VIEW)
def page(request: Any, patient_id: UUID, note_id: UUID) -> HttpResponse:
    """The editor of a draft for those who write notes, the text for everybody else."""
    note = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=note_id)
    notes.record_view(note=note, by=request.actor, at=request.at)
    shown = note_page(note, to=request.actor, at=request.at)
    if shown.may_write:
        presence.show(note=note, by=request.actor, at=request.at)
    name = "charts/note/editor.html" if shown.may_write else "charts/note/page.html"
    is_saved = shown.draft is not None and shown.draft.revision > 0
    context = about(
        request,
        note.patient,
        page=shown,
        note=note,
        saved_state="saved" if is_saved else "",
        saved_text=saved_text(shown.draft) if shown.draft and is_saved else "",
    )
    return render(request, name, context)
