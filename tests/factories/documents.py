"""Documents added through the real action."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from clinics.kit.actor import Actor
from patients.documents.actions import documents
from patients.documents.models import Document, DocumentCategory
from patients.models import Patient
from tests.factories import files

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def add(
    patient: Patient,
    *,
    by: Actor,
    content: bytes | None = None,
    file_name: str = "letter.pdf",
    title: str = "",
    at: datetime = AT,
) -> Document:
    return documents.add(
        patient=patient,
        file=io.BytesIO(files.pdf() if content is None else content),
        file_name=file_name,
        title=title,
        category=DocumentCategory.LETTER,
        by=by,
        at=at,
    )


def withdraw(document: Document, *, by: Actor, at: datetime = AT) -> Document:
    return documents.withdraw(document=document, reason="wrong_patient", text="Her sister's.", by=by, at=at)
