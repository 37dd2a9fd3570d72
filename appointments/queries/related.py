"""Whom the clinic sees: a patient with an appointment near is everybody's business who works on that day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import clinics.kit.lookups  # noqa: F401  `among`
from appointments.models import Appointment, AppointmentStatus


def find(pairs: Collection[tuple[str, UUID]], /, *, since: datetime, until: datetime) -> set[tuple[str, UUID]]:
    """Pairs of staff and patient whose patient has an appointment in this time, whatever became of it."""
    patients = {patient for _actor, patient in pairs}
    near = Appointment.objects.filter(patient_id__among=list(patients), starts_at__gte=since, starts_at__lt=until)
    seen = set(near.exclude(status=AppointmentStatus.ENTERED_IN_ERROR).values_list("patient_id", flat=True))
    return {pair for pair in pairs if pair[1] in seen}
