"""What somebody said about a restored backup: which anchors its chain cannot hold, who restored it, and why.

It is kept beside the anchors, outside the database: whoever cuts the end off the trail cannot excuse it there. Only the
anchors that were lost at that moment are explained by it, by number and digest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile

from clinics.audit import anchors
from clinics.audit.anchors import Anchor, AnchorsUnreachable
from clinics.kit.storage_failures import STORAGE_FAILURES

FOLDER = "restored"


@dataclass(frozen=True)
class Restore:
    """`lost` are the anchors it explains; `by` is a person's name, `why` a sentence of theirs, `at` as ISO 8601."""

    at: str
    by: str
    why: str
    lost: frozenset[Anchor]

    @property
    def first(self) -> int:
        return min(anchor.sequence for anchor in self.lost)

    @property
    def last(self) -> int:
        return max(anchor.sequence for anchor in self.lost)


def keep(*, lost: Sequence[Anchor], by: str, why: str, at: datetime) -> Restore:
    """Write it down for good. Raises AnchorsUnreachable."""
    told = {"at": at.isoformat(), "by": by, "why": why, "lost": [[each.sequence, each.digest] for each in sorted(lost)]}
    try:
        anchors.storage().save(f"{_folder()}/{at:%Y%m%dT%H%M%S%f}.json", ContentFile(json.dumps(told).encode()))
    except STORAGE_FAILURES as failure:
        raise AnchorsUnreachable from failure
    return Restore(at.isoformat(), by, why, frozenset(lost))


def kept() -> list[Restore]:
    """All that was ever said, the oldest first. Raises AnchorsUnreachable."""
    try:
        return [_read(name) for name in sorted(_names())]
    except STORAGE_FAILURES as failure:
        raise AnchorsUnreachable from failure


def _names() -> list[str]:
    try:
        return anchors.storage().listdir(_folder())[1]
    except FileNotFoundError:
        return []


def _read(name: str) -> Restore:
    with anchors.storage().open(f"{_folder()}/{name}") as file:
        told = json.loads(file.read())
    return Restore(told["at"], told["by"], told["why"], frozenset(Anchor(*each) for each in told["lost"]))


def _folder() -> str:
    return f"{anchors.folder()}/{FOLDER}"
