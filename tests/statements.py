"""Counting what is asked of the database, as `bars.md` counts: without transaction control."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ", "SELECT SET_CONFIG")


@contextmanager
def statements(expected: int) -> Iterator[None]:
    """Fail with the statements themselves unless exactly this many are sent inside the block."""
    with CaptureQueriesContext(connection) as captured:
        yield
    sent = [query["sql"] for query in captured.captured_queries if not query["sql"].upper().startswith(CONTROL)]
    assert len(sent) == expected, "\n".join([f"{len(sent)} statements, not {expected}:", *(sql[:200] for sql in sent)])
