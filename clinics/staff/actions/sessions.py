"""Ending one's own sessions, one at a time or all others. (Actions.)"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from clinics.audit import actions as audit
from clinics.events.live import look_again_at
from clinics.kit.actor import Actor
from clinics.staff.models import User
from clinics.staff.sessions import OpenSession, SessionStore, open_sessions, sessions_of_provider


def end(*, handle: UUID, user: User, by: Actor, at: datetime) -> int:
    """The next request of this session is refused. Nothing happens when this person has no such session."""
    return _end(lambda each: each.handle == handle, user=user, by=by, at=at)


def end_others(*, kept: UUID, user: User, by: Actor, at: datetime) -> int:
    """End all but one; how many ended."""
    return _end(lambda each: each.handle != kept, user=user, by=by, at=at)


def end_of_provider(*, provider: str, named: str, user: User | None, at: datetime) -> list[str]:
    """End what began at this provider: of this person, under this name there, or both. Whose they were.

    A provider that names its sign-ins names the one that is over; a session it gave no name ends with the person.
    """
    ended = []
    with transaction.atomic():
        for owner, key, name in list(sessions_of_provider(provider, at=at)):
            is_theirs = user is None or owner == str(user.pk)
            is_meant = not named or name == named or (user is not None and not name)
            if owner and is_theirs and is_meant:
                SessionStore(key).delete()
                ended.append(owner)
    return ended


def _end(is_meant: Callable[[OpenSession], bool], *, user: User, by: Actor, at: datetime) -> int:
    with transaction.atomic():
        meant = [each for each in open_sessions(user, at=at) if is_meant(each)]
        for each in meant:
            SessionStore(each.key).delete()
            audit.record(event="staff.session_ended", by=by, at=at, subject=user)
        if meant:
            look_again_at(user.pk)
    return len(meant)
