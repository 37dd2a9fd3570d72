"""Adding to a note that is signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.staff.permissions import Permission
from patients.charts.actions.drafts import TooLong
from patients.charts.actions.signatures import MayNotSign, add_version
from patients.charts.models import DraftPurpose, Note, NoteDraft, NoteVersion
from patients.charts.sections import Body, VersionKind, cleaned, is_too_long, sections_of


class NotSigned(Refusal):
    code = "note_is_not_signed"
    sentence = _("Only a signed note takes addenda. Write in the note itself.")


class AddendumIsEmpty(Refusal):
    code = "addendum_is_empty"
    sentence = _("Write what you want to add.")
    status = 422


class AddendumIsAdded(Refusal):
    code = "addendum_is_added"
    sentence = _("This addendum was added already. Open the note again to write another.")


def begin(*, note: Note, by: Actor, at: datetime) -> NoteDraft:
    """This person's draft of an addendum, new or as they left it. Raises NotSigned, MayNotSign."""
    with transaction.atomic():
        note = _open(note, by)
        draft = NoteDraft.objects.addendum(note, by)
        if draft is None:
            draft = NoteDraft.objects.create(
                note=note,
                purpose=DraftPurpose.ADDENDUM,
                owner_id=by.id,
                body={},
                edited_by_id=by.id,
                edited_by_name=by.name,
                edited_at=at,
            )
    return draft


def save(*, note: Note, body: Mapping[str, str], by: Actor, at: datetime) -> NoteDraft:
    """Keep what is typed so far. Raises NotSigned, MayNotSign, TooLong, AddendumIsAdded."""
    with transaction.atomic():
        note = _open(note, by)
        draft = _draft(note, by)
        body = _checked(note, body)
        if body != draft.body:
            draft.body, draft.edited_at = body, at
            draft.revision += 1
            draft.save()
            audit.record(
                event="note.addendum_drafted",
                by=by,
                at=at,
                patients=[note.patient_id],
                subject=note,
                fields=sorted(body),
            )
    return draft


def sign(*, note: Note, body: Mapping[str, str], by: Actor, at: datetime) -> NoteVersion:
    """Add this text, signed, to the note. Raises as `save` does, and AddendumIsEmpty."""
    with transaction.atomic():
        note = _open(note, by)
        draft = _draft(note, by)
        body = _checked(note, body)
        if not body:
            raise AddendumIsEmpty(field="text")
        version = add_version(note, body, kind=VersionKind.ADDENDUM, by=by, at=at)
        note.version += 1
        note.save()
        draft.delete()
        audit.record(
            event="note.addendum_signed", by=by, at=at, patients=[note.patient_id], subject=note, fields=sorted(body)
        )
        publish(kind="note.addendum_signed", ids={"note": note.pk, "patient": note.patient_id}, at=at)
    return version


def _open(note: Note, by: Actor) -> Note:
    if not by.may(Permission.NOTE_SIGN):
        raise MayNotSign
    locked = Note.objects.locked().get(pk=note.pk)
    if not locked.is_signed:
        raise NotSigned
    return locked


def _draft(note: Note, by: Actor) -> NoteDraft:
    draft = NoteDraft.objects.addendum(note, by)
    if draft is None:
        raise AddendumIsAdded
    return draft


def _checked(note: Note, body: Mapping[str, str]) -> Body:
    body = cleaned(body, sections_of(note.kind, version=VersionKind.ADDENDUM))
    if is_too_long(body):
        raise TooLong
    return body
