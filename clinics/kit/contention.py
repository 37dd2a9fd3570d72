"""Working beside others on the same rows: bounded waits, and again after a deadlock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, OperationalError, connection, transaction

Result = TypeVar("Result")

EXCLUDED = "23P01"  # what an exclusion constraint says
LOCK_NOT_AVAILABLE = "55P03"
DEADLOCK = "40P01"
NOT_SERIALIZABLE = "40001"
ATTEMPTS = 4


class TookTooLong(Exception):
    """Somebody else held a row for longer than we wait."""


def sqlstate(error: DatabaseError) -> str:
    """PostgreSQL's code for what went wrong; empty when the error did not come from there."""
    return str(getattr(error.__cause__, "sqlstate", "") or "")


def in_one_transaction(act: Callable[[], Result], *, patience_ms: int) -> Result:
    """What `act` returns, done in one transaction in which no lock is awaited longer than `patience_ms`.

    It begins anew, a few times, after a deadlock or a failure to serialize. Raises TookTooLong, and what `act` raises.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                _wait_at_most(patience_ms)
                return act()
        except OperationalError as error:
            state = sqlstate(error)
            if state == LOCK_NOT_AVAILABLE:
                raise TookTooLong from error
            if state not in {DEADLOCK, NOT_SERIALIZABLE} or attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _wait_at_most(milliseconds: int) -> None:
    """Until this transaction ends, waiting for a lock fails after so long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{milliseconds}ms"])
