"""Having a virus scanner look at new documents, and keeping back what it finds harmful.

A document waits as a row. Whoever is rung scans all that wait, so a worker that is killed costs a delay and no scan,
and a document that two of them scan at once is written down by the first.
"""

from __future__ import annotations

import time
from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from clinics.audit import actions as audit
from clinics.encryption.keyring import CannotOpen
from clinics.kit.actor import Actor
from patients.documents import clamd
from patients.documents.actions.documents import content_of
from patients.documents.models import Document, ScanState
from patients.documents.storage import StorageFailed

log = structlog.get_logger("polyclinic.documents")

LONGEST_RUN = 45.0  # seconds; then other clinics have their turn
STATES = {
    clamd.Found.NOTHING: ScanState.CLEAN,
    clamd.Found.HARM: ScanState.INFECTED,
    clamd.Found.REFUSED: ScanState.REFUSED,
}


def scan_waiting(*, by: Actor, at: datetime) -> bool:
    """Scan documents that wait, the oldest first. False when some are left: no scanner, no storage, or no time.

    One that is damaged stays in quarantine and keeps nobody else waiting; it is tried again when the next one comes.
    """
    began, all_done = time.monotonic(), True
    for document_id in list(Document.objects.waiting_for_scan().values_list("pk", flat=True)):
        if time.monotonic() - began > LONGEST_RUN:
            return False
        try:
            scan(document_id=document_id, by=by, at=at)
        except clamd.ScannerIsAway:
            return False
        except StorageFailed:
            all_done = False  # of this one; others may be there
        except CannotOpen as damage:
            log.error("A document is damaged and cannot be scanned", why=str(damage))
    return all_done


def scan(*, document_id: UUID, by: Actor, at: datetime) -> Document:
    """Scan one document and write down what came of it. Raises ScannerIsAway, StorageFailed, CannotOpen."""
    document = Document.objects.get(pk=document_id)
    with content_of(document) as content:
        answer = clamd.scan(content, address=settings.CLAMAV_ADDRESS)
    with transaction.atomic():
        document = Document.objects.locked().get(pk=document_id)
        if document.scan == ScanState.WAITING:
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
