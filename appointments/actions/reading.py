"""Tracing who looked at whose appointments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from appointments.models import Appointment
from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from patients.models import Patient


def record_list(*, patients: Iterable[UUID], by: Actor, at: datetime) -> None:
    """These people stood in a list of appointments."""
    if named := set(patients):
        audit.record(event="appointment.listed", by=by, at=at, patients=named)


def record_view(*, appointment: Appointment, by: Actor, at: datetime) -> None:
    """One appointment was opened."""
    audit.record(event="appointment.viewed", by=by, at=at, patients=[appointment.patient_id], subject=appointment)


def record_booking(*, patient: Patient, by: Actor, at: datetime) -> None:
    """Somebody saw who they book for, on the way to booking."""
    audit.record(event="patient.viewed", by=by, at=at, patients=[patient.pk], subject=patient, reason="booking")
