"""Notes begun, written and signed through the real actions."""

from __future__ import annotations

from datetime import UTC, datetime

from clinics.kit.actor import Actor
from patients.charts.actions import addenda, drafts, notes, signatures
from patients.charts.models import Note, NoteVersion
from patients.charts.sections import NoteKind
from patients.models import Patient

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BODY = {"subjective": "Headache since Monday.", "plan": "Rest, come back in a week."}


def start(patient: Patient, *, by: Actor, kind: NoteKind = NoteKind.SOAP, at: datetime = AT) -> Note:
    return notes.start(patient=patient, kind=kind, occurred_at=at, by=by, at=at)


def write(patient: Patient, *, by: Actor, body: dict[str, str] | None = None, at: datetime = AT) -> Note:
    """A SOAP note with words in it, unsigned."""
    note = start(patient, by=by, at=at)
    drafts.save(note=note, revision=0, body=BODY if body is None else body, by=by, at=at)
    return note


def sign(patient: Patient, *, by: Actor, body: dict[str, str] | None = None, at: datetime = AT) -> NoteVersion:
    note = write(patient, by=by, body=body, at=at)
    return signatures.sign(note=note, revision=1, by=by, at=at)


def add(note: Note, *, by: Actor, text: str, at: datetime = AT) -> NoteVersion:
    addenda.begin(note=note, by=by, at=at)
    return addenda.sign(note=note, body={"text": text}, by=by, at=at)


def park(note: Note, *, by: Actor, at: datetime = AT) -> None:
    drafts.park(note=note, body={"plan": "What was typed meanwhile."}, by=by, at=at)


def strike(note: Note, *, by: Actor, at: datetime = AT) -> Note:
    return notes.mark_entered_in_error(note=note, reason="wrong_patient", text="About her sister.", by=by, at=at)
