"""Anchors: what the head of the chain was, kept outside the database.

Whoever cuts the end off the trail, or writes all of it anew, cannot do so to what the object
storage holds: one small object for each turn of sealing, whose name says number and digest of the
head. The number is the count as well, since numbers have no gap. `<schema>/anchors/<yyyy-mm>/`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from clinics.audit.models import AuditSeal
from clinics.kit.current import current_schema
from clinics.kit.storage_failures import STORAGE_FAILURES

log = structlog.get_logger("polyclinic.audit")
NAME = re.compile(r"(?P<sequence>\d{12})-(?P<digest>[0-9a-f]{64})")


class AnchorsUnreachable(Exception):
    """The storage that holds the anchors does not answer."""


@dataclass(frozen=True, order=True)
class Anchor:
    sequence: int
    digest: str


def anchor_head(*, at: datetime) -> bool:
    """Keep number and digest of the newest seal; False when the storage did not take it.

    Events stay sealed then, and the next turn anchors a later head, which covers this one.
    """
    head = AuditSeal.objects.head()
    if head is None:
        return True
    digest = bytes(head.digest).hex()
    said = {"count": head.sequence, "digest": digest, "at": at.isoformat()}
    key = f"{folder()}/{at:%Y-%m}/{head.sequence:012d}-{digest}.json"
    try:
        if not storage().exists(key):
            storage().save(key, ContentFile(json.dumps(said).encode()))
    except STORAGE_FAILURES as failure:
        log.error("The trail could not be anchored", error=type(failure).__name__)
        return False
    return True


def kept() -> list[Anchor]:
    """All anchors of the clinic at work, the oldest first. Raises AnchorsUnreachable."""
    try:
        found = {anchor for month in _months() for anchor in _in_month(month)}
    except STORAGE_FAILURES as failure:
        raise AnchorsUnreachable from failure
    return sorted(found)


def _months() -> list[str]:
    try:
        return storage().listdir(folder())[0]
    except FileNotFoundError:
        return []


def _in_month(month: str) -> list[Anchor]:
    names = storage().listdir(f"{folder()}/{month}")[1]
    return [Anchor(int(known["sequence"]), known["digest"]) for name in names if (known := NAME.match(name))]


def folder() -> str:
    return f"{current_schema()}/anchors"


def storage() -> Storage:
    return storages["documents"]
