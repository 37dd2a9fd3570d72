"""What pages about staff show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from clinics.staff import devices, sessions
from clinics.staff.models import Invitation, Policy, User


def everyone() -> QuerySet[User]:
    """Everyone who works or worked here, in the order of the staff list."""
    return User.objects.for_staff_list()


def own_account(user_id: object) -> User:
    """The person's own row, fresh, with roles."""
    return User.objects.with_roles().get(pk=user_id)


def unanswered_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.unanswered()


def sign_in_policy() -> Policy:
    return Policy.objects.current()


@dataclass(frozen=True)
class ShownSession:
    """A session as its owner sees it."""

    handle: UUID
    device: str
    is_held_in_hand: bool
    address: str
    began_at: datetime
    seen_at: datetime
    is_current: bool


def own_sessions(user: User, *, current: UUID, at: datetime) -> list[ShownSession]:
    """Where this person is signed in: this browser first, then by when it was used last; two statements.

    One that nobody has used for as long as the policy allows is over, though nobody has come to be told so.
    """
    quiet = timedelta(minutes=sign_in_policy().idle_minutes)
    found = [
        ShownSession(
            handle=each.handle,
            device=devices.words(each.agent),
            is_held_in_hand=devices.is_held_in_hand(each.agent),
            address=each.address,
            began_at=each.began_at,
            seen_at=each.seen_at,
            is_current=each.handle == current,
        )
        for each in sessions.open_sessions(user, at=at)
        if each.handle == current or at - each.seen_at <= quiet
    ]
    return sorted(found, key=lambda each: (not each.is_current, -each.seen_at.timestamp()))
