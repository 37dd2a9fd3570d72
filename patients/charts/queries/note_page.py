"""What the page of one note shows to one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from clinics.kit.actor import Actor
from clinics.staff.permissions import Permission
from patients.charts.models import DraftPurpose, Note, NoteDraft, NotePresence, NoteVersion
from patients.charts.sections import HINTS, SECTIONS, sections_of


@dataclass(frozen=True)
class Section:
    """One part of a note: its words, and those of another text to compare it with."""

    name: str
    label: str | Promise
    text: str
    hint: str | Promise = ""
    other: str = ""

    @property
    def differs(self) -> bool:
        return self.text != self.other

    @property
    def rows(self) -> int:
        """Lines to offer for typing."""
        return min(24, max(4, self.text.count("\n") + len(self.text) // 80 + 2))


@dataclass(frozen=True)
class SignedText:
    """One signed version with its sections in order."""

    version: NoteVersion
    sections: list[Section]


@dataclass(frozen=True)
class NotePage:
    """A note as one person sees it now. `draft` is None once the note is signed."""

    note: Note
    draft: NoteDraft | None
    sections: list[Section]
    signed: list[SignedText]
    parked: NoteDraft | None
    parked_sections: list[Section]
    others: list[NotePresence] = field(default_factory=list)
    may_write: bool = False
    may_sign: bool = False
    may_mark_in_error: bool = False

    @property
    def addenda(self) -> list[SignedText]:
        return self.signed[1:]


def sections(kind: str, body: Mapping[str, str], other: Mapping[str, str] | None = None) -> list[Section]:
    """All sections of a kind of note, empty ones too."""
    other = other or {}
    return [
        Section(name, SECTIONS[name], body.get(name, ""), HINTS[name], other.get(name, ""))
        for name in sections_of(kind)
    ]


def written(body: Mapping[str, str]) -> list[Section]:
    """The sections in which something is written, in order."""
    return [Section(name, label, body[name]) for name, label in SECTIONS.items() if body.get(name)]


def note_page(note: Note, *, to: Actor, at: datetime) -> NotePage:
    """Put the page together from a note loaded `for_note_page()`; one more statement for who else has it open."""
    draft = note.shared_draft
    parked = parked_of(note, to)
    may_write = note.is_draft and to.may(Permission.NOTE_WRITE)
    body = draft.body if draft else {}
    return NotePage(
        note=note,
        draft=draft,
        sections=sections(note.kind, body) if may_write else written(body),
        signed=[SignedText(version, written(version.body)) for version in note.versions.all()],
        parked=parked,
        parked_sections=written(parked.body) if parked else [],
        others=list(NotePresence.objects.others_at(at, note_id=note.pk, but=to)) if note.is_draft else [],
        may_write=may_write,
        may_mark_in_error=note.may_be_marked_in_error_by(to),
        may_sign=not note.is_in_error and to.may(Permission.NOTE_SIGN),
    )


@dataclass(frozen=True)
class MergePage:
    """This person's text beside the one that stands now."""

    note: Note
    mine: NoteDraft
    theirs: NoteDraft
    sections: list[Section]


def merge_page(note: Note, *, to: Actor) -> MergePage | None:
    """Both texts, or None when there is nothing to merge: the note is signed, or no text was parked."""
    theirs, mine = note.shared_draft, parked_of(note, to)
    if theirs is None or mine is None or not note.is_draft:
        return None
    return MergePage(note, mine, theirs, sections(note.kind, mine.body, theirs.body))


def parked_of(note: Note, actor: Actor) -> NoteDraft | None:
    """What this person typed while somebody else was quicker."""
    drafts = (draft for draft in note.drafts.all() if draft.purpose == DraftPurpose.PARKED)
    return next((draft for draft in drafts if draft.owner_id == actor.id), None)
