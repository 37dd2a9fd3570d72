"""Tracing who looked at documents."""

from __future__ import annotations

from datetime import datetime

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from patients.documents.models import Document
from patients.models import Patient


def record_list(*, patient: Patient, by: Actor, at: datetime) -> None:
    audit.record(event="document.listed", by=by, at=at, patients=[patient.pk], subject=patient)


def record_view(*, document: Document, by: Actor, at: datetime) -> None:
    audit.record(event="document.viewed", by=by, at=at, patients=[document.patient_id], subject=document)
