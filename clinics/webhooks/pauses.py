"""How long to wait before trying again."""

from __future__ import annotations

import secrets
from datetime import timedelta

# After the first failed try, the second, and so on: ten tries over three days.
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MOST_TRIES = len(PAUSES) + 1
LONGEST_HOLD = timedelta(minutes=10)
SPREAD = 200  # thousandths of a pause that chance adds, so that what failed together is not tried together


def after(tries: int) -> timedelta:
    """The pause after this many tries have failed; the last one where there were more."""
    return PAUSES[min(tries, len(PAUSES)) - 1] * (1 + secrets.randbelow(SPREAD) / 1000)


def hold(silences: int) -> timedelta:
    """How long nothing at all is sent to where nobody answered this many times in a row."""
    return min(timedelta(seconds=5) * 2 ** min(silences - 1, 10), LONGEST_HOLD)
