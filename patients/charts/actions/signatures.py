"""Signing a note. From then on only addenda are added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.kit.actor import Actor
from clinics.kit.ids import new_id
from clinics.kit.refusal import Refusal
from clinics.staff.permissions import Permission
from patients.charts.actions.drafts import StaleDraft, open_for_writing
from patients.charts.models import DraftPurpose, Note, NoteDraft, NotePresence, NoteStatus, NoteVersion
from patients.charts.sections import Body, VersionKind, fingerprint


class MayNotSign(Refusal):
    code = "note_may_not_sign"
    sentence = _("You do not sign notes. Ask a clinician to sign it.")
    status = 403


class NothingToSign(Refusal):
    code = "note_is_empty"
    sentence = _("There is nothing to sign: the note is empty. Write it first, or mark it as entered in error.")
    status = 422


def sign(*, note: Note, revision: int, by: Actor, at: datetime) -> NoteVersion:
    """Sign the draft as it was at `revision`, whoever wrote it; the signer answers for it.

    The draft goes and the signed version is added in one transaction; text that somebody has
    parked stays theirs. Raises MayNotSign, NoteIsClosed, StaleDraft, NothingToSign.
    """
    if not by.may(Permission.NOTE_SIGN):
        raise MayNotSign
    with transaction.atomic():
        note = open_for_writing(note)
        draft = NoteDraft.objects.get(note=note, purpose=DraftPurpose.NOTE)
        if draft.revision != revision:
            raise StaleDraft(draft)
        if not draft.body:
            raise NothingToSign
        version = add_version(note, draft.body, kind=VersionKind.ORIGINAL, by=by, at=at)
        note.status = NoteStatus.SIGNED
        note.version += 1
        note.save()
        draft.delete()
        NotePresence.objects.filter(note=note).delete()
        audit.record(
            event="note.signed", by=by, at=at, patients=[note.patient_id], subject=note, fields=sorted(version.body)
        )
        publish(kind="note.signed", ids={"note": note.pk, "patient": note.patient_id}, at=at)
    return version


def add_version(note: Note, body: Mapping[str, str], *, kind: VersionKind, by: Actor, at: datetime) -> NoteVersion:
    """Add what is signed now; the caller holds the note locked."""
    number = NoteVersion.objects.filter(note=note).count() + 1
    content: Body = dict(body)
    return NoteVersion.objects.create(
        id=new_id(),
        note=note,
        number=number,
        kind=kind,
        body=content,
        signed_by_id=by.id,
        signed_by_name=by.name,
        signed_at=at,
        digest=fingerprint(note=note.pk, number=number, kind=kind, body=content, signed_by=by.id, signed_at=at),
    )
