"""Identifiers made in Python, so that rows can be created offline, sealed and merged."""

from uuid import UUID

from uuid6 import uuid7


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562): unique, and ordered by the time it was made."""
    return UUID(int=uuid7().int)
