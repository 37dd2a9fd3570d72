"""What somebody who is known was refused stands in the trail, and cannot flood it. (Actions.)"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.cache import cache

from clinics.audit import actions as audit
from clinics.kit.actor import Actor, ActorKind

HOUR = 3600
OFTEN = 10
REFUSED, REFUSED_OFTEN = "access.refused", "access.refused_often"
KNOWN = (ActorKind.STAFF, ActorKind.CLIENT, ActorKind.OPERATOR)


def note(*, reason: str, permissions: Iterable[str] = (), by: Actor, at: datetime) -> None:
    """The first refusal of a kind within an hour is written, and that it became the tenth; all others are only counted.

    `reason` is a code; `permissions` are what was lacking. Who is not known has no place in the trail: the log has
    every refusal.
    """
    if by.kind not in KNOWN or not by.id:
        return
    lacking = sorted(permissions)
    times = _times(":".join(("refused", by.kind, str(by.id), reason, *lacking)))
    if times in (1, OFTEN):
        event = REFUSED if times == 1 else REFUSED_OFTEN
        audit.record(event=event, by=by, at=at, fields=lacking, reason=reason)


def _times(key: str) -> int:
    """How often this happened within the hour that began with its first time."""
    if cache.add(key, 1, HOUR):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the hour ended between the two
        return 1
