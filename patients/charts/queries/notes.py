"""Which notes a person may open."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from clinics.kit.actor import Actor
from patients.charts.models import Note, NotePresence
from patients.charts.models.note import NoteQuerySet
from patients.models import Patient


def open_to(actor: Actor, *, patient_id: UUID) -> NoteQuerySet:
    """Notes about one patient that this actor may read, with what a note's page shows."""
    people = Patient.objects.visible_to(actor)
    return Note.objects.about(patient_id).filter(patient__in=people).visible_to(actor).for_note_page()


def writable_by(actor: Actor, *, patient_id: UUID) -> NoteQuerySet:
    """Unsigned notes about one patient, with nothing else loaded."""
    people = Patient.objects.visible_to(actor)
    return Note.objects.about(patient_id).filter(patient__in=people).visible_to(actor).unsigned()


def others_on(note: Note, *, but: Actor, at: datetime) -> list[NotePresence]:
    """Colleagues who have the note open for writing now."""
    return list(NotePresence.objects.others_at(at, note_id=note.pk, but=but))


def unsigned_of(actor: Actor) -> NoteQuerySet:
    """Drafts this actor began, with the patient, the longest waiting first."""
    own = Note.objects.visible_to(actor).unsigned().written_by(actor)
    return own.select_related("patient").order_by("occurred_at", "id")
