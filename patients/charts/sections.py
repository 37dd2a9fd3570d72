"""The parts of a note, and what is signed of them. No database here.

A body maps the name of a section to its text. Sections that are empty are left out, and line ends
are `\\n`, so that equal texts are equal bodies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Body = dict[str, str]

MAX_CHARACTERS = 100_000


class NoteKind(models.TextChoices):
    SOAP = "soap", _("Visit note (SOAP)")
    PROGRESS = "progress", _("Progress note")
    PROCEDURE = "procedure", _("Procedure note")
    PHONE = "phone", _("Phone call")
    HOME_VISIT = "home_visit", _("Home visit")


class VersionKind(models.TextChoices):
    ORIGINAL = "original", _("Original")
    ADDENDUM = "addendum", _("Addendum")


SECTIONS: dict[str, str | Promise] = {
    "subjective": _("Subjective"),
    "objective": _("Objective"),
    "assessment": _("Assessment"),
    "plan": _("Plan"),
    "text": _("Note"),
}
HINTS: dict[str, str | Promise] = {
    "subjective": _("What the patient tells"),
    "objective": _("What you see and measure"),
    "assessment": _("What you think it is"),
    "plan": _("What happens next"),
    "text": "",
}
_SOAP = ("subjective", "objective", "assessment", "plan")
_FREE = ("text",)


def sections_of(kind: str, *, version: str = VersionKind.ORIGINAL) -> tuple[str, ...]:
    """Names of the sections of this kind of note, in the order they are written."""
    return _SOAP if kind == NoteKind.SOAP and version == VersionKind.ORIGINAL else _FREE


def cleaned(body: Mapping[str, str], names: tuple[str, ...]) -> Body:
    """Only these sections, only where something is written, with one kind of line end."""
    texts = ((name, str(body.get(name, "")).replace("\r\n", "\n").replace("\0", "")) for name in names)
    return {name: text for name, text in texts if text.strip()}


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Names of the sections that differ, in alphabetical order."""
    return sorted(name for name in {*before, *after} if before.get(name, "") != after.get(name, ""))


def is_too_long(body: Mapping[str, str]) -> bool:
    return sum(len(text) for text in body.values()) > MAX_CHARACTERS


def fingerprint(
    *, note: UUID, number: int, kind: str, body: Mapping[str, str], signed_by: str, signed_at: datetime
) -> str:
    """SHA-256, in hexadecimal, of what was signed, by whom and when, in one canonical form."""
    content = {
        "body": dict(body),
        "kind": kind,
        "note": str(note),
        "number": number,
        "signed_at": signed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "signed_by": signed_by,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
