"""Adding, opening and withdrawing documents."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.encryption import keyring
from clinics.encryption.files import opening_reader, sealing_reader
from clinics.events.actions import publish, wake
from clinics.kit.actor import Actor
from clinics.kit.ids import new_id
from clinics.kit.refusal import Refusal
from clinics.staff.permissions import Permission
from patients.documents import names, quarantine, storage
from patients.documents.checking import CheckedFile, Readable
from patients.documents.models import Document, DocumentStatus, PreviewState, ScanState, WithdrawalReason
from patients.models import Patient

CONTENT = "documents.Document.content"
SCAN_TASK, SCAN_OLD_TASK = "documents.scan", "documents.scan_old"


class AlreadyWithdrawn(Refusal):
    code = "document_already_withdrawn"
    sentence = _("This document is already withdrawn.")


class IsWithdrawn(Refusal):
    code = "document_is_withdrawn"
    sentence = _("This document was withdrawn. Ask someone who may withdraw documents if you need to see it.")
    status = 403


def add(
    *, patient: Patient, file: Readable, file_name: str, title: str, category: str, by: Actor, at: datetime
) -> Document:
    """Keep a file: it is checked, sealed and stored in one pass; its row comes after.

    Without a title it is called as the file is. Raises the refusals of `checking`, and
    StorageFailed; nothing is left then.
    """
    checked = CheckedFile(file, name=file_name, limit=settings.UPLOAD_MAX_BYTES)
    document_id, key = new_id(), storage.object_key(new_id(), at=at)
    with sealing_reader(checked, keyring.for_sealing(), label=CONTENT, row=document_id) as sealed:
        storage.keep(key, sealed)
    try:
        with transaction.atomic():
            document = Document.objects.create(
                id=document_id,
                patient=patient,
                title=title.strip() or names.stem_of(checked.name),
                file_name=checked.name,
                category=category,
                content_type=checked.kind.content_type,
                size=checked.size,
                digest=checked.digest,
                storage_key=key,
                uploaded_by_id=by.id,
                uploaded_by_name=by.name,
                uploaded_at=at,
                preview_state=PreviewState.WAITING if checked.kind.preview else PreviewState.NONE,
                scan=quarantine.state_of_new(),
            )
            if document.scan == ScanState.WAITING:
                wake(task=SCAN_TASK, at=at)
            audit.record(
                event="document.added",
                by=by,
                at=at,
                patients=[patient.pk],
                subject=document,
                fields=["title", "file_name", "category", "content"],
            )
            publish(kind="document.added", ids={"document": document.pk, "patient": patient.pk}, at=at)
    except BaseException:  # whatever stopped the row, its object must go
        storage.remove(key)
        raise
    return document


def open_content(*, document: Document, by: Actor, at: datetime) -> BinaryIO:
    """The file itself, to be read once and closed. Raises IsWithdrawn, StorageFailed, and those of `quarantine`.

    It reads on after the clinic is left; a file damaged on the way raises `CannotOpen`.
    """
    refuse_closed(document, by)
    reader = content_of(document)
    try:
        audit.record(event="document.downloaded", by=by, at=at, patients=[document.patient_id], subject=document)
    except BaseException:  # what cannot be recorded is not handed out
        reader.close()
        raise
    return reader


def content_of(document: Document) -> BinaryIO:
    """The bytes of a document, for those who have recorded why."""
    return opening_reader(object_of(document, "storage_key"), keyring.current(), label=CONTENT, row=document.pk)


def object_of(document: Document, name: str) -> BinaryIO:
    """The sealed object that this field names, now: it gets another key when the clinic's keys are rotated."""
    try:
        return storage.read(getattr(document, name))
    except storage.StorageFailed:
        now = Document.objects.values_list(name, flat=True).get(pk=document.pk)
        if now == getattr(document, name):
            raise
        return storage.read(now)


def may_open(document: Document, actor: Actor) -> bool:
    return document.is_current or actor.may(Permission.DOCUMENT_WITHDRAW)


def refuse_closed(document: Document, actor: Actor) -> None:
    """Raises IsWithdrawn, or a refusal of `quarantine`, which nobody's permission opens."""
    if not may_open(document, actor):
        raise IsWithdrawn
    quarantine.refuse_held(document)


def withdraw(*, document: Document, reason: WithdrawalReason, text: str, by: Actor, at: datetime) -> Document:
    """Say that a document should not be here. It stays, with the reason. Raises AlreadyWithdrawn."""
    with transaction.atomic():
        document = Document.objects.locked().get(pk=document.pk)
        if not document.is_current:
            raise AlreadyWithdrawn
        document.status = DocumentStatus.WITHDRAWN
        document.withdrawal_reason, document.withdrawal_text = reason, text
        document.withdrawn_by_id, document.withdrawn_by_name, document.withdrawn_at = by.id, by.name, at
        document.version += 1
        document.save()
        audit.record(
            event="document.withdrawn",
            by=by,
            at=at,
            patients=[document.patient_id],
            subject=document,
            fields=["status", "withdrawal_reason", "withdrawal_text"],
            reason=reason,
        )
        publish(kind="document.withdrawn", ids={"document": document.pk, "patient": document.patient_id}, at=at)
    return document
