"""Adding to a signed note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.charts.actions import addenda, notes
from patients.charts.forms import AddendumForm
from patients.charts.queries.note_page import note_page
from patients.charts.queries.notes import open_to
from patients.charts.views.answers import about, saved, saved_text


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHART_VIEW, Permission.NOTE_SIGN)
def new(request: Any, patient_id: UUID, note_id: UUID) -> HttpResponse:
    """Write an addendum below what was signed; sending it signs it."""
    note = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=note_id)
    form = AddendumForm(request.POST or None)
    status = 200
    try:
        if request.method == "POST" and form.is_valid():
            addenda.sign(note=note, body=form.cleaned_data, by=request.actor, at=request.at)
            messages.success(request, _("The addendum is signed."))
            return redirect("charts:note", patient_id=note.patient_id, note_id=note.pk)
    except Refusal as refusal:
        tell(form, refusal)
        status = refusal.status
    try:
        draft = addenda.begin(note=note, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("charts:note", patient_id=note.patient_id, note_id=note.pk)
    notes.record_view(note=note, by=request.actor, at=request.at)
    context = about(
        request,
        note.patient,
        form=form if form.is_bound else AddendumForm(initial=draft.body),
        saved_state="saved" if draft.body else "",
        saved_text=saved_text(draft) if draft.body else "",
        page=note_page(note, to=request.actor, at=request.at),
        note=note,
    )
    return render(request, "charts/addendum/new.html", context, status=status)


@require_POST
@requires(Permission.CHART_VIEW, Permission.NOTE_SIGN)
def draft(request: Any, patient_id: UUID, note_id: UUID) -> HttpResponse:
    """Keep the addendum while it is typed."""
    note = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=note_id)
    try:
        kept = addenda.save(note=note, body=request.POST.dict(), by=request.actor, at=request.at)
    except Refusal as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=refusal.status)
    return saved(kept)
