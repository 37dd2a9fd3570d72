"""What a note looks like to programs. A body maps the names of sections to their text."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clinics.api.bodies import Body, moment
from clinics.api.preconditions import etag
from patients.charts.models import Note, NoteErrorReason, NoteStatus
from patients.charts.sections import SECTIONS, NoteKind, VersionKind


class Sections(Body):
    """SOAP notes have `subjective`, `objective`, `assessment` and `plan`, the other kinds `text`."""

    subjective = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    objective = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    assessment = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    plan = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class NewNote(Body):
    patient = serializers.UUIDField()
    kind = serializers.ChoiceField(NoteKind.choices)
    occurred_at = serializers.DateTimeField()
    body = Sections(required=False)


class NoteText(Body):
    body = Sections()


class Addendum(Body):
    text = serializers.CharField(trim_whitespace=False)


class NoteError(Body):
    reason = serializers.ChoiceField(NoteErrorReason.choices)
    text = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class SignedVersion(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(VersionKind.choices)
    body = Sections()
    signed_by = serializers.CharField()
    signed_at = serializers.DateTimeField()


class NoteRecord(serializers.Serializer[Any]):
    """A note. `body` is the draft and null once it is signed; `versions` are the original and its addenda."""

    id = serializers.UUIDField()
    patient = serializers.UUIDField()
    kind = serializers.ChoiceField(NoteKind.choices)
    status = serializers.ChoiceField(NoteStatus.choices)
    author = serializers.CharField()
    occurred_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    body = Sections(allow_null=True)
    versions = SignedVersion(many=True)
    error_reason = serializers.ChoiceField(NoteErrorReason.choices, allow_blank=True)
    error_text = serializers.CharField()


def record(note: Note) -> dict[str, Any]:
    """A note loaded `for_note_page()`, as `NoteRecord` describes it."""
    draft = note.shared_draft
    return {
        "id": str(note.pk),
        "patient": str(note.patient_id),
        "kind": note.kind,
        "status": note.status,
        "author": note.author_name,
        "occurred_at": moment(note.occurred_at),
        "recorded_at": moment(note.recorded_at),
        "version": note.version,
        "body": _ordered(draft.body) if draft else None,
        "versions": [
            {
                "number": each.number,
                "kind": each.kind,
                "body": _ordered(each.body),
                "signed_by": each.signed_by_name,
                "signed_at": moment(each.signed_at),
            }
            for each in note.versions.all()
        ],
        "error_reason": note.error_reason,
        "error_text": note.error_text,
    }


def tag(note: Note) -> str:
    """The ETag: the version of the note, and while it is written the revision of its draft."""
    draft = note.shared_draft
    return etag(note.version, draft.revision if draft else None)


def _ordered(body: dict[str, str]) -> dict[str, str]:
    return {name: body[name] for name in SECTIONS if name in body}
