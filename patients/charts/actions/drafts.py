"""Saving what is being written, so that nothing typed is lost, even when two write at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from patients.charts.models import DraftPurpose, Note, NoteDraft
from patients.charts.sections import Body, changed, cleaned, is_too_long, sections_of


class NoteIsClosed(Refusal):
    code = "note_is_closed"
    sentence = _(
        "This note was signed or marked as entered in error meanwhile. What you typed is kept for you on its page."
    )


class TooLong(Refusal):
    code = "note_too_long"
    sentence = _("This note is longer than 100,000 characters. Keep the rest as a document.")
    status = 422


class StaleDraft(Refusal):
    """Somebody saved since the revision that was edited. `theirs` is what stands now."""

    code = "note_draft_stale"

    def __init__(self, theirs: NoteDraft) -> None:
        self.theirs = theirs
        super().__init__(
            _("%(name)s changed this note while you were writing. Your text is kept; compare the two and save.")
            % {"name": theirs.edited_by_name}
        )


def save(
    *, note: Note, revision: int, body: Mapping[str, str], by: Actor, at: datetime, merged: bool = False
) -> NoteDraft:
    """Save the note's draft, if nobody saved since `revision`.

    Otherwise, or when the note was signed meanwhile, the text is parked for this person and the
    refusal says so. A text that stands already is not saved again, so a repeated request does no
    harm. `merged` says that the parked text has found its place and can go. Raises NoteIsClosed,
    TooLong, StaleDraft.
    """
    body = _checked(note, body)
    with transaction.atomic():
        note = Note.objects.locked().get(pk=note.pk)
        draft = NoteDraft.objects.shared(note)
        refusal = _reason_to_park(note, draft, revision=revision, body=body)
        if refusal is None and draft is not None:
            _write(draft, body, by=by, at=at)
            if merged:
                NoteDraft.objects.parked_by(by, note=note).delete()
            return draft
        _park(note, body, by=by, at=at)
    raise refusal or NoteIsClosed()  # after the commit, since the parked text must stay


def _reason_to_park(note: Note, draft: NoteDraft | None, *, revision: int, body: Body) -> Refusal | None:
    if not note.is_draft or draft is None:
        return NoteIsClosed()
    if draft.revision != revision and draft.body != body:
        return StaleDraft(draft)
    return None


def park(*, note: Note, body: Mapping[str, str], by: Actor, at: datetime) -> NoteDraft:
    """Keep this person's text aside while they merge it. Raises TooLong."""
    body = _checked(note, body)
    with transaction.atomic():
        return _park(Note.objects.locked().get(pk=note.pk), body, by=by, at=at)


def forget_parked(*, note: Note, by: Actor, at: datetime) -> None:
    """Drop this person's parked text, because they say that the note has what matters of it."""
    with transaction.atomic():
        gone, _by_model = NoteDraft.objects.parked_by(by, note=note).delete()
        if gone:
            audit.record(event="note.parked_text_dropped", by=by, at=at, patients=[note.patient_id], subject=note)


def open_for_writing(note: Note) -> Note:
    """The note, locked and still a draft. Raises NoteIsClosed."""
    locked = Note.objects.locked().get(pk=note.pk)
    if not locked.is_draft:
        raise NoteIsClosed
    return locked


def _checked(note: Note, body: Mapping[str, str]) -> Body:
    body = cleaned(body, sections_of(note.kind))
    if is_too_long(body):
        raise TooLong
    return body


def _write(draft: NoteDraft, body: Body, *, by: Actor, at: datetime) -> None:
    fields = changed(draft.body, body)
    if not fields:
        return
    draft.body = body
    draft.revision += 1
    draft.edited_by_id, draft.edited_by_name, draft.edited_at = by.id, by.name, at
    draft.save()
    audit.record(
        event="note.drafted", by=by, at=at, patients=[draft.note.patient_id], subject=draft.note, fields=fields
    )


def _park(note: Note, body: Body, *, by: Actor, at: datetime) -> NoteDraft:
    draft = NoteDraft.objects.parked_by(by, note=note).first()
    if draft is None:
        draft = NoteDraft(note=note, purpose=DraftPurpose.PARKED, owner_id=by.id, body={})
    draft.body = body
    draft.revision += 1
    draft.edited_by_id, draft.edited_by_name, draft.edited_at = by.id, by.name, at
    draft.save()
    audit.record(event="note.draft_parked", by=by, at=at, patients=[note.patient_id], subject=note, fields=sorted(body))
    return draft
