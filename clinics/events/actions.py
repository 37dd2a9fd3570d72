"""Saying what happened, and that a clinic has work due."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from clinics.events.models import DomainEvent
from clinics.events.registry import listeners
from clinics.events.subscriptions import subscriptions
from clinics.kit.current import current_clinic

WAKEUPS = "wakeups"  # the channel on which the dispatcher listens


def publish(*, kind: str, ids: dict[str, Any], at: datetime, version: int = 1) -> DomainEvent:
    """Write a domain event into its action's transaction, for those who hear it and those it rings for. Ids only."""
    event = DomainEvent.objects.create(
        kind=kind, version=version, at=at, ids={name: str(value) for name, value in ids.items()}
    )
    for listener in listeners:
        listener.hear(event)
    _ring([each.name for each in subscriptions if each.concerns(kind)], at=at)
    return event


def wake(*, task: str, at: datetime) -> None:
    """Have the dispatcher start `task` for this clinic at `at`; commits with the action.

    Tasks are doorbells: they find their own work, so there is nothing to pass. The clinic's role
    may insert here and nothing else, so the row is written by qualified name.
    """
    _ring([task], at=at)


def _ring(tasks: list[str], *, at: datetime) -> None:
    """Write the wake-ups and tell the dispatcher, in one statement."""
    if not tasks:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH due AS (INSERT INTO public.clinics_wakeup (schema_name, task, at)"
            " SELECT %s, task, %s FROM unnest(%s::text[]) AS task) SELECT pg_notify(%s, '')",
            [current_clinic().schema_name, at, tasks, WAKEUPS],
        )
