"""What pages about staff show."""

from __future__ import annotations

from django.db.models import QuerySet

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
