"""One at a time: what counts rows before it writes one more, or looks and then tells."""

from __future__ import annotations

from django.db import connection


def take_turn(name: str) -> None:
    """Inside a transaction: wait until nobody else of this clinic has the turn of this name; it ends with it.

    Ask what is counted after this, not before.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' ' || %s, 0))", [name])
