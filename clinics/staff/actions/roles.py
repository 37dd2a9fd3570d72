"""Giving and taking roles. (Actions.)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.live import look_again_at
from clinics.kit.actor import Actor, ActorKind
from clinics.kit.refusal import Refusal
from clinics.staff.models import RoleAssignment, User
from clinics.staff.permissions import CLINIC_ROLES, Role


class NoRole(Refusal):
    code = "no-role"
    sentence = _("Choose at least one role. To take all access away, disable the account instead.")


class NotARoleHere(Refusal):
    code = "not-a-role-here"
    sentence = _("One of these roles does not exist in a clinic. Choose among the roles shown.")


class OnlyOwnersDo(Refusal):
    code = "only-owners-do"
    sentence = _("Only an owner can make someone an owner, or change an owner's account. Ask an owner to do it.")
    status = 403


class LastOwner(Refusal):
    code = "last-owner"
    sentence = _("This is the clinic's last owner. Make somebody else an owner first, then do this.")


def change(*, user: User, roles: Sequence[str], by: Actor, at: datetime) -> User:
    """Give the person exactly these roles. Raises NoRole, NotARoleHere, OnlyOwnersDo, LastOwner."""
    with transaction.atomic():
        user = lock(user)
        before = set(user.roles)
        if before == set(roles):
            return user
        check(roles, by=by, whose=user)
        if Role.OWNER in before and Role.OWNER not in roles:
            keep_another_owner(than=user)
        user.role_assignments.exclude(role__in=roles).delete()
        assign(user=user, roles=[role for role in roles if role not in before], at=at)
        look_again_at(user.pk)
        audit.record(event="staff.roles_changed", by=by, at=at, subject=user, fields=sorted(before ^ set(roles)))
    return User.objects.with_roles().get(pk=user.pk)


def assign(*, user: User, roles: Sequence[str], at: datetime) -> None:
    """Write the rows; part of an action that has checked them."""
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=role, assigned_at=at) for role in roles)


def lock(user: User) -> User:
    """The person as they are now, held until the transaction ends; owners are locked first, in one order."""
    list(User.objects.owners().select_for_update(no_key=True, of=("self",)).order_by("pk"))
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def check(roles: Sequence[str], *, by: Actor, whose: User | None = None) -> None:
    """Refuse roles that this actor may not give, or a person whose roles they may not change."""
    if not roles:
        raise NoRole
    if not set(roles) <= set(CLINIC_ROLES):
        raise NotARoleHere
    if whose is not None:
        respect_owners(whose, by=by)
    if Role.OWNER in roles and not _is_above_owners(by):
        raise OnlyOwnersDo


def respect_owners(user: User, *, by: Actor) -> None:
    """What is done to an owner is done by an owner."""
    if Role.OWNER in user.roles and not _is_above_owners(by):
        raise OnlyOwnersDo


def keep_another_owner(*, than: User) -> None:
    """Refuse when nobody else could then act as owner. Call with the owners locked."""
    if not User.objects.owners().active().exclude(pk=than.pk).exists():
        raise LastOwner


def _is_above_owners(by: Actor) -> bool:
    return Role.OWNER in by.roles or by.kind in (ActorKind.OPERATOR, ActorKind.TASK)
