"""Saying why somebody comes, and a word among colleagues. (Actions.)"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from appointments.actions.keeping import keep, locked
from appointments.models import Appointment
from clinics.kit.actor import Actor


def describe(
    *, appointment: Appointment, version: int | None, reason: str, comment: str, by: Actor, at: datetime
) -> Appointment:
    """Change reason and comment; only what differs is written and named. Raises ChangedMeanwhile."""
    with transaction.atomic():
        current = locked(appointment, version=version)
        told = {"reason": reason, "comment": comment}
        changed = [name for name, value in told.items() if getattr(current, name) != value]
        for name in changed:
            setattr(current, name, told[name])
        if changed:
            keep(current, change="described", by=by, at=at, fields=changed)
    return current
