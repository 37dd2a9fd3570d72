"""Saving a draft while it is typed, and merging two texts when two people typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.charts.actions import drafts, notes, presence
from patients.charts.forms import DraftForm
from patients.charts.models import Note
from patients.charts.queries.note_page import merge_page
from patients.charts.queries.notes import open_to
from patients.charts.views.answers import about, saved, wants_json


@require_POST
@requires(Permission.CHART_VIEW, Permission.NOTE_WRITE)
def save(request: Any, patient_id: UUID, note_id: UUID) -> HttpResponse:
    """Save what is typed: JSON for the autosave, a page for a form sent without it."""
    note = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=note_id)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return refused(request, note, _("This was not saved: the form came incomplete. Reload the page."), status=400)
    typed = {**form.cleaned_data, "body": form.body}
    try:
        draft = drafts.save(
            note=note,
            revision=typed["revision"],
            body=typed["body"],
            merged=typed["merged"],
            by=request.actor,
            at=request.at,
        )
    except drafts.StaleDraft as refusal:
        return conflict(request, note, refusal)
    except Refusal as refusal:
        return refused(request, note, str(refusal), status=refusal.status)
    if wants_json(request):
        presence.show(note=note, by=request.actor, at=request.at)
        return saved(draft)
    name = "charts:signature" if "sign" in request.POST else "charts:note"
    return redirect(name, patient_id=note.patient_id, note_id=note.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHART_VIEW, Permission.NOTE_WRITE)
def merge(request: Any, patient_id: UUID, note_id: UUID) -> HttpResponse:
    """Two texts side by side. A POST first keeps what was typed since they parted."""
    note = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=note_id)
    if request.method == "POST":
        form = DraftForm(request.POST)
        if form.is_valid():
            drafts.park(note=note, body=form.body, by=request.actor, at=request.at)
        return redirect("charts:merge", patient_id=note.patient_id, note_id=note.pk)
    return merging(request, note)


@require_POST
@requires(Permission.CHART_VIEW, Permission.NOTE_WRITE)
def parked(request: Any, patient_id: UUID, note_id: UUID) -> HttpResponse:
    """Keep aside what is typed while merging."""
    note = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=note_id)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return refused(request, note, _("This was not saved: the form came incomplete. Reload the page."), status=400)
    try:
        draft = drafts.park(note=note, body=form.body, by=request.actor, at=request.at)
    except Refusal as refusal:
        return refused(request, note, str(refusal), status=refusal.status)
    return saved(draft, revision=form.cleaned_data["revision"])


@require_POST
@requires(Permission.CHART_VIEW, Permission.NOTE_WRITE)
def drop_parked(request: Any, patient_id: UUID, note_id: UUID) -> HttpResponse:
    note = get_object_or_404(open_to(request.actor, patient_id=patient_id), pk=note_id)
    drafts.forget_parked(note=note, by=request.actor, at=request.at)
    return redirect("charts:note", patient_id=note.patient_id, note_id=note.pk)


def conflict(request: Any, note: Note, refusal: drafts.StaleDraft) -> HttpResponse:
    """409: who was quicker and since when, with both texts."""
    notes.record_view(note=note, by=request.actor, at=request.at)
    note = open_to(request.actor, patient_id=note.patient_id).get(pk=note.pk)
    if not wants_json(request):
        return merging(request, note, sentence=str(refusal), status=409)
    shown = merge_page(note, to=request.actor)
    told = {"page": shown, "note": note, "sentence": str(refusal)}
    fragment = render_to_string("charts/draft/_conflict.html", told, request=request)
    return JsonResponse({"code": refusal.code, "sentence": str(refusal), "fragment": fragment}, status=409)


def merging(request: Any, note: Note, *, sentence: str = "", status: int = 200) -> HttpResponse:
    shown = merge_page(note, to=request.actor)
    if shown is None:
        return redirect("charts:note", patient_id=note.patient_id, note_id=note.pk)
    notes.record_view(note=note, by=request.actor, at=request.at)
    context = about(request, note.patient, page=shown, note=note, sentence=sentence)
    return render(request, "charts/draft/merge.html", context, status=status)


def refused(request: Any, note: Note, sentence: str, *, status: int) -> HttpResponse:
    """JSON for the autosave; otherwise the note's page, which says it and shows what was kept."""
    if wants_json(request):
        return JsonResponse({"sentence": sentence}, status=status)
    messages.error(request, sentence)
    return redirect("charts:note", patient_id=note.patient_id, note_id=note.pk)
