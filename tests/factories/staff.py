"""People who work in the test clinics: one per role, alike in both clinics."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from clinics.kit.actor import Actor, Origin
from clinics.staff.actors import actor_of
from clinics.staff.models import RoleAssignment, User
from clinics.staff.permissions import CLINIC_ROLES, Role

PASSWORD = "a long enough password"
_NAMESPACE = UUID("6f0f1e52-8b5a-4d1b-9c55-0d4b7d0f8a11")
_HASHED = make_password(PASSWORD, salt="the-same-in-both-clinics")

NAMES = {
    Role.OWNER: "Olive Owner",
    Role.ADMINISTRATOR: "Adam Admin",
    Role.CLINICIAN: "Dana Doctor",
    Role.ASSISTANT: "Asha Assistant",
    Role.FRONT_DESK: "Fran Desk",
    Role.BILLER: "Bill Biller",
    Role.CAREGIVER: "Cara Giver",
    Role.AUDITOR: "Audrey Auditor",
}


def add_one_person_per_role(*, at: datetime) -> None:
    for role in CLINIC_ROLES:
        add_person(role.value, NAMES[role], (role,), at=at)


def add_person(slug: str, name: str, roles: tuple[Role, ...], *, at: datetime) -> User:
    """Add a person whose id, address and password hash are the same in every clinic."""
    email = f"{slug.replace('_', '-')}@example.com"
    user = User.objects.create(id=uuid5(_NAMESPACE, slug), email=email, name=name, password=_HASHED)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=role, assigned_at=at) for role in roles)
    return user


def person(role: Role) -> User:
    """The person with this role in the current clinic."""
    return User.objects.with_roles().get(email=f"{role.value.replace('_', '-')}@example.com")


def acting(role: Role, *, request_id: str = "test") -> Actor:
    """The actor of the person with this role in the current clinic."""
    return actor_of(person(role), Origin(request_id=request_id, ip="127.0.0.1", channel="test"))
