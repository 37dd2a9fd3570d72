"""Tracing who looked at whose money."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from clinics.audit import actions as audit
from clinics.kit.actor import Actor


def record_list(*, patients: Iterable[UUID], by: Actor, at: datetime) -> None:
    """These people stood in a list of invoices, drafts or payments."""
    if named := set(patients):
        audit.record(event="billing.listed", by=by, at=at, patients=named)


def record_statement(*, patients: Iterable[UUID], by: Actor, at: datetime) -> None:
    """The accounts of these people were read over a period."""
    audit.record(event="statement.viewed", by=by, at=at, patients=patients)


def record_view(*, patient_id: UUID, subject: Model, by: Actor, at: datetime) -> None:
    """An invoice, draft, payment or account of this person was opened."""
    audit.record(event="billing.viewed", by=by, at=at, patients=[patient_id], subject=subject)
