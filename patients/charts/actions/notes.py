"""Beginning a note, reading it, and marking it entered in error."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from patients.charts.models import Note, NoteDraft, NoteErrorReason, NoteStatus
from patients.charts.sections import NoteKind
from patients.models import Patient

MAY_BE_AHEAD = timedelta(minutes=10)


class HappensInTheFuture(Refusal):
    code = "note_in_the_future"
    sentence = _("A note tells what has happened. Choose a time that has passed.")


class AlreadyInError(Refusal):
    code = "note_already_in_error"
    sentence = _("This note is already marked as entered in error.")


class MayNotMarkInError(Refusal):
    code = "note_error_not_yours"
    sentence = _("Only its author or someone who signs notes can mark this note as entered in error.")
    status = 403


def start(*, patient: Patient, kind: NoteKind, occurred_at: datetime, by: Actor, at: datetime) -> Note:
    """Begin a note with an empty draft. Raises HappensInTheFuture."""
    if occurred_at > at + MAY_BE_AHEAD:
        raise HappensInTheFuture(field="occurred_at")
    with transaction.atomic():
        note = Note.objects.create(
            patient=patient,
            kind=kind,
            author_id=by.id,
            author_name=by.name,
            occurred_at=occurred_at,
            recorded_at=at,
        )
        NoteDraft.objects.create(note=note, body={}, edited_by_id=by.id, edited_by_name=by.name, edited_at=at)
        audit.record(event="note.started", by=by, at=at, patients=[patient.pk], subject=note, fields=["kind"])
    return note


def mark_entered_in_error(*, note: Note, reason: NoteErrorReason, text: str, by: Actor, at: datetime) -> Note:
    """Say that a note should not be here. It stays, struck through, with the reason.

    Raises AlreadyInError, MayNotMarkInError.
    """
    with transaction.atomic():
        note = Note.objects.locked().get(pk=note.pk)
        if note.is_in_error:
            raise AlreadyInError
        if not note.may_be_marked_in_error_by(by):
            raise MayNotMarkInError
        note.status = NoteStatus.ENTERED_IN_ERROR
        note.error_reason, note.error_text = reason, text
        note.error_by_id, note.error_by_name, note.error_at = by.id, by.name, at
        note.version += 1
        note.save()
        audit.record(
            event="note.entered_in_error",
            by=by,
            at=at,
            patients=[note.patient_id],
            subject=note,
            fields=["status", "error_reason", "error_text"],
            reason=reason,
        )
        publish(kind="note.entered_in_error", ids={"note": note.pk, "patient": note.patient_id}, at=at)
    return note


def record_view(*, note: Note, by: Actor, at: datetime) -> None:
    """Trace that somebody read this note."""
    audit.record(event="note.viewed", by=by, at=at, patients=[note.patient_id], subject=note)


def record_worklist(*, notes: Iterable[Note], by: Actor, at: datetime) -> None:
    """Trace that these notes were listed with their patients' names."""
    if patients := {note.patient_id for note in notes}:
        audit.record(event="note.listed", by=by, at=at, patients=patients)


def record_form(*, patient: Patient, by: Actor, at: datetime) -> None:
    """Trace that a form with this patient's banner was opened."""
    audit.record(event="patient.viewed", by=by, at=at, patients=[patient.pk], subject=patient)
