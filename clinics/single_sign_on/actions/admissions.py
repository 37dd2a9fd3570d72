"""Letting in whom the provider vouches for: found, linked or made, with the roles it gives. (Actions.)"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from clinics.audit import actions as audit
from clinics.events.live import look_again_at
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.single_sign_on.claims import Claims
from clinics.single_sign_on.models import Admission, IdentityProvider
from clinics.single_sign_on.refusals import (
    AccountDisabled,
    LinkedOtherwise,
    NoMappedRole,
    SignInRefused,
    UnknownPerson,
    UnverifiedAddress,
)
from clinics.staff.actions import people
from clinics.staff.actions import roles as role_actions
from clinics.staff.actors import actor_of
from clinics.staff.models import Invitation, User
from clinics.staff.permissions import Role
from clinics.staff.registry import arrived

NAME = "single-sign-on"


@dataclass(frozen=True)
class Admitted:
    """Who comes in, and whether the provider's word counts as their second factor."""

    user: User
    factor_shown: bool
    session: str = ""
    """What the provider calls this sign-in."""


def admit(*, claims: Claims, by: Actor, at: datetime) -> Admitted:
    """The person, with the roles of this very sign-in. Raises the refusals of whom the clinic does not let in.

    What the provider takes away is taken away also from those who are refused for it.
    """
    with transaction.atomic():
        # One at a time: of two first sign-ins of one person, the second finds the account of the first.
        provider = IdentityProvider.objects.select_for_update().get(is_enabled=True)
        user = _linked(provider, claims) or _found(provider, claims, by=by, at=at)
        if not user.is_active:
            raise AccountDisabled
        user = _follow(provider, user, claims, by=by, at=at)
    if not user.roles:
        raise NoMappedRole
    return Admitted(user, provider.counts_as_factor(claims.methods), claims.session)


def note_refusal(*, refusal: SignInRefused, claims: Claims | None, by: Actor, at: datetime) -> None:
    """The person is named when there is one; the address that the provider named is not kept."""
    user = User.objects.filter(email=claims.email).first() if claims is not None else None
    audit.record(event="staff.sign_in_refused", by=by, at=at, subject=user, reason=refusal.code)


def unlink(*, user: User, by: Actor, at: datetime) -> int:
    """Forget which account of a provider is this person's; the next that names their address becomes it."""
    with transaction.atomic():
        user = role_actions.lock(user)
        role_actions.respect_owners(user, by=by)
        count, _rows = SocialAccount.objects.filter(user=user).delete()
        if count:
            people.sign_out_everywhere(user=user, by=by, at=at)
            audit.record(event="staff.unlinked", by=by, at=at, subject=user)
    return count


def _linked(provider: IdentityProvider, claims: Claims) -> User | None:
    found = SocialAccount.objects.filter(provider=provider.key, uid=claims.subject).first()
    return User.objects.with_roles().get(pk=found.user_id) if found else None


def _found(provider: IdentityProvider, claims: Claims, *, by: Actor, at: datetime) -> User:
    """Whose address it is, linked from now on; or a new person, invited or let in by their groups."""
    if not claims.email or not claims.email_is_verified:
        raise UnverifiedAddress
    user = User.objects.with_roles().filter(email=claims.email).first()
    if user is None:
        user = _joined(provider, claims, by=by, at=at)
    elif SocialAccount.objects.filter(provider=provider.key, user=user).exists():
        raise LinkedOtherwise
    if user.is_active:
        SocialAccount.objects.create(user=user, provider=provider.key, uid=claims.subject)
        audit.record(event="staff.linked", by=actor_of(user, by.origin), at=at, subject=user)
    return user


def _joined(provider: IdentityProvider, claims: Claims, *, by: Actor, at: datetime) -> User:
    invitations = Invitation.objects.select_for_update(no_key=True).open_to(claims.email).filter(expires_at__gt=at)
    invitation = invitations.first()
    if invitation is None and provider.admission != Admission.MAPPED:
        raise UnknownPerson
    given = provider.roles_for(claims.values(provider.role_claim)) if provider.gives_roles else []
    roles = given if provider.gives_roles or invitation is None else list(invitation.roles)
    if not roles:
        raise NoMappedRole
    name = claims.name or (invitation.name if invitation else "") or claims.email.partition("@")[0]
    user = User(email=claims.email, name=name, language=current_clinic().language)
    user.set_unusable_password()
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    role_actions.assign(user=user, roles=roles, at=at)
    if invitation is not None:
        invitation.accepted_at, invitation.accepted_by = at, user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
    user = User.objects.with_roles().get(pk=user.pk)
    audit.record(event="staff.joined", by=actor_of(user, by.origin), at=at, subject=user, fields=["roles"])
    arrived(user.email, by=by, at=at)
    return user


def _follow(provider: IdentityProvider, user: User, claims: Claims, *, by: Actor, at: datetime) -> User:
    """Give and take roles as the claims say, but never that of owner. Who has none left is out everywhere."""
    if not provider.gives_roles:
        return user
    user = role_actions.lock(user)
    before = set(user.roles)
    wanted = set(provider.roles_for(claims.values(provider.role_claim))) | (before & {Role.OWNER})
    if wanted == before:
        return user
    itself = replace(Actor.task(NAME), origin=by.origin)
    user.role_assignments.exclude(role__in=wanted).delete()
    role_actions.assign(user=user, roles=sorted(wanted - before), at=at)
    look_again_at(user.pk)
    audit.record(event="staff.roles_changed", by=itself, at=at, subject=user, fields=sorted(before ^ wanted))
    if not wanted:
        people.sign_out_everywhere(user=user, by=itself, at=at)
    return User.objects.with_roles().get(pk=user.pk)
