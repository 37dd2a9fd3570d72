"""Having a virus scanner look at documents, at new ones first, and keeping back what it finds harmful.

A document waits as a row. Whoever is rung scans all that wait, so a worker that is killed costs a delay and no scan,
and a document that two of them scan at once is written down by the first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from clinics.audit import actions as audit
from clinics.encryption.keyring import CannotOpen
from clinics.kit.actor import Actor
from patients.documents import clamd
from patients.documents.actions.documents import content_of
from patients.documents.models import Document, ScanState
from patients.documents.storage import StorageFailed

log = structlog.get_logger("polyclinic.documents")

MOST_AT_ONCE = 10_000  # documents; a later turn goes on
LONGEST_RUN = 45.0  # seconds; then other clinics have their turn
STATES = {
    clamd.Found.NOTHING: ScanState.CLEAN,
    clamd.Found.HARM: ScanState.INFECTED,
    clamd.Found.REFUSED: ScanState.REFUSED,
}


@dataclass(frozen=True)
class Progress:
    """How many were scanned, how many of those are kept back, how many the storage did not give, and were damaged.

    `is_over` unless time or scanner ran out.
    """

    scanned: int = 0
    kept_back: int = 0
    unread: int = 0
    damaged: int = 0
    is_over: bool = True


def scan_waiting(*, by: Actor, at: datetime) -> bool:
    """Scan documents that wait, the oldest first. False when some are left: no scanner, no storage, or no time.

    One that is damaged stays in quarantine and keeps nobody else waiting; it is tried again when the next one comes.
    """
    done = _scan_all(Document.objects.waiting_for_scan(), by=by, at=at, longest=LONGEST_RUN)
    return done.is_over and not done.unread


def scan_old(*, by: Actor, at: datetime, longest: float = LONGEST_RUN) -> Progress:
    """Scan documents from before there was a scanner, the latest first, for so many seconds.

    They are handed out until something harmful is found in them. What was scanned says so in its row, so whoever is
    rung next goes on there.
    """
    return _scan_all(Document.objects.never_scanned(), by=by, at=at, longest=longest)


def _scan_all(documents: QuerySet[Document], *, by: Actor, at: datetime, longest: float) -> Progress:
    began, done = time.monotonic(), Progress()
    for document_id in list(documents.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        if time.monotonic() - began > longest:
            return replace(done, is_over=False)
        try:
            document = scan(document_id=document_id, by=by, at=at)
        except clamd.ScannerIsAway:
            return replace(done, is_over=False)
        except StorageFailed:
            done = replace(done, unread=done.unread + 1)  # others may be there
        except CannotOpen as damage:
            log.error("A document is damaged and cannot be scanned", why=str(damage))
            done = replace(done, damaged=done.damaged + 1)
        else:
            is_held = document.scan in (ScanState.INFECTED, ScanState.REFUSED)
            done = replace(done, scanned=done.scanned + 1, kept_back=done.kept_back + is_held)
    return replace(done, is_over=done.scanned + done.unread + done.damaged < MOST_AT_ONCE)


def scan(*, document_id: UUID, by: Actor, at: datetime) -> Document:
    """Scan one document and write down what came of it. Raises ScannerIsAway, StorageFailed, CannotOpen."""
    document = Document.objects.get(pk=document_id)
    with content_of(document) as content:
        answer = clamd.scan(content, address=settings.CLAMAV_ADDRESS)
    with transaction.atomic():
        document = Document.objects.locked().get(pk=document_id)
        if document.scan in (ScanState.WAITING, ScanState.NONE):
            document.scan, document.scanned_at, document.scan_finding = STATES[answer.found], at, answer.name
            document.version += 1
            document.save(update_fields=["scan", "scanned_at", "scan_finding", "version"])
            kept_back = answer.found is not clamd.Found.NOTHING
            audit.record(
                event="document.quarantined" if kept_back else "document.scanned",
                by=by,
                at=at,
                patients=[document.patient_id],
                subject=document,
                fields=["scan"],
            )
    return document
