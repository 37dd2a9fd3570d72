"""The ticket with which an operator comes from the platform to one clinic, once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

GOOD_FOR = timedelta(seconds=60)


def new() -> str:
    return secrets.token_urlsafe(32)


def digest(ticket: str) -> str:
    """What the clinic keeps of it."""
    return hashlib.sha256(ticket.encode()).hexdigest()
