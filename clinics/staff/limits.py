"""How long a session goes on: while something happens, and not beyond a day's work, by the clinic's policy."""

from __future__ import annotations

from typing import Any

from clinics.staff.models import Policy
from clinics.staff.sessions import BEGAN, SEEN


def seconds_left(session: Any, *, now: int) -> tuple[int, int]:
    """Until it ends for quiet, and until it ends in any case; below zero when it is over. One statement."""
    policy = Policy.objects.current()
    quiet, age = now - session.get(SEEN, now), now - session.get(BEGAN, now)
    return policy.idle_minutes * 60 - quiet, policy.longest_hours * 3600 - age


def renew(session: Any, *, now: int) -> None:
    """It begins anew: somebody has just shown again who they are."""
    session[BEGAN] = session[SEEN] = now
