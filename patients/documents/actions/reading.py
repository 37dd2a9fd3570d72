"""Tracing who looked at documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from patients.documents.models import Document
from patients.models import Patient


def record_list(*, patient: Patient, by: Actor, at: datetime) -> None:
    audit.record(event="document.listed", by=by, at=at, patients=[patient.pk], subject=patient)


def record_listing(*, documents: Iterable[Document], by: Actor, at: datetime) -> None:
    """What is known of these documents was listed, whoever they are about."""
    if patients := {document.patient_id for document in documents}:
        audit.record(event="document.listed", by=by, at=at, patients=patients)


def record_view(*, document: Document, by: Actor, at: datetime) -> None:
    audit.record(event="document.viewed", by=by, at=at, patients=[document.patient_id], subject=document)
