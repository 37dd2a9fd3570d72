"""Saying what happened, and that a clinic has work due."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from clinics.events.models import DomainEvent
from clinics.kit.current import current_clinic

WAKEUPS = "wakeups"  # the channel on which the dispatcher listens


def publish(*, kind: str, ids: dict[str, Any], at: datetime, version: int = 1) -> DomainEvent:
    """Write a domain event into the transaction of the action that caused it. Ids only."""
    return DomainEvent.objects.create(
        kind=kind, version=version, at=at, ids={name: str(value) for name, value in ids.items()}
    )


def wake(*, task: str, at: datetime) -> None:
    """Have the dispatcher start `task` for this clinic at `at`; commits with the action.

    Tasks are doorbells: they find their own work, so there is nothing to pass. The clinic's role
    may insert here and nothing else, so the row is written by qualified name.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.clinics_wakeup (schema_name, task, at) VALUES (%s, %s, %s)",
            [current_clinic().schema_name, task, at],
        )
        cursor.execute("SELECT pg_notify(%s, '')", [WAKEUPS])
