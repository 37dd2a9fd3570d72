"""Inviting people to a clinic, and joining it. (Actions.)"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from clinics.audit import actions as audit
from clinics.events import mail
from clinics.kit.actor import Actor, ActorKind
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal
from clinics.staff.actions import roles as role_actions
from clinics.staff.actors import actor_of
from clinics.staff.models import Invitation, User
from clinics.staff.registry import arrived

VALID_FOR = timedelta(days=7)


class AlreadyMember(Refusal):
    code = "already-member"
    sentence = gettext_lazy("This person works here already and can sign in with this address.")


class WasMember(Refusal):
    code = "was-member"
    sentence = gettext_lazy(
        "This person has an account here that is disabled. Enable it again instead of inviting them."
    )


class InvitationUnknown(Refusal):
    code = "invitation-unknown"
    sentence = gettext_lazy("This link is not an invitation to this clinic. Check that it was copied whole.")
    status = 404


class InvitationExpired(Refusal):
    code = "invitation-expired"
    sentence = gettext_lazy("This invitation was valid for seven days, which have passed. Ask for a new one.")
    status = 410


class InvitationWithdrawn(Refusal):
    code = "invitation-withdrawn"
    sentence = gettext_lazy("This invitation was taken back or replaced by a newer one. Look for a newer mail, or ask.")
    status = 410


class InvitationUsed(Refusal):
    code = "invitation-used"
    sentence = gettext_lazy("This invitation has been used: an account was made with it. Sign in instead.")
    status = 410


@dataclass(frozen=True)
class Invited:
    """The invitation and its link, which is known only now: a hash of its token is kept."""

    invitation: Invitation
    link: str


def invite(*, email: str, roles: Sequence[str], by: Actor, at: datetime, name: str = "") -> Invited:
    """Invite someone; earlier open invitations to the same address stop working.

    Raises AlreadyMember, WasMember, NoRole, OnlyOwnersDo.
    """
    address = email.strip().lower()
    role_actions.check(roles, by=by)
    with transaction.atomic():
        _refuse_members(address)
        Invitation.objects.open_to(address).update(withdrawn_at=at)
        invitation = Invitation(
            email=address,
            name=name,
            roles=list(roles),
            invited_by=User.objects.filter(pk=by.id).first() if by.kind == ActorKind.STAFF else None,
            invited_at=at,
        )
        link = _send(invitation, at=at)
        audit.record(event="invitation.sent", by=by, at=at, subject=invitation, fields=["roles"])
        arrived(address, by=by, at=at)
    return Invited(invitation, link)


def resend(*, invitation: Invitation, by: Actor, at: datetime) -> Invited:
    """Send it again with a new link and seven more days; the old link stops working."""
    role_actions.check(invitation.roles, by=by)
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
        _refuse_closed(invitation)
        _refuse_members(invitation.email)
        link = _send(invitation, at=at)
        audit.record(event="invitation.sent", by=by, at=at, subject=invitation)
    return Invited(invitation, link)


def withdraw(*, invitation: Invitation, by: Actor, at: datetime) -> Invitation:
    """Take an invitation back. Raises InvitationUsed, InvitationWithdrawn."""
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
        _refuse_closed(invitation)
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])
        audit.record(event="invitation.withdrawn", by=by, at=at, subject=invitation)
    return invitation


def find(*, token: str, at: datetime) -> Invitation:
    """The invitation of a link, if it can still be accepted. Raises the refusals named Invitation…, AlreadyMember."""
    return _acceptable(Invitation.objects.all(), token=token, at=at)


def accept(*, token: str, name: str, password: str, by: Actor, at: datetime) -> User:
    """Make the invited person's account. Raises what `find` raises; of two at once, one is refused."""
    with transaction.atomic():
        invitation = _acceptable(Invitation.objects.select_for_update(no_key=True), token=token, at=at)
        user = User(email=invitation.email, name=name, language=current_clinic().language)
        user.set_password(password)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        role_actions.assign(user=user, roles=invitation.roles, at=at)
        invitation.accepted_at, invitation.accepted_by = at, user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        audit.record(event="staff.joined", by=actor_of(user, by.origin), at=at, subject=user, fields=["roles"])
        arrived(user.email, by=by, at=at)
    return user


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _acceptable(invitations: QuerySet[Invitation], *, token: str, at: datetime) -> Invitation:
    invitation = invitations.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise InvitationUnknown
    _refuse_closed(invitation)
    if not invitation.is_open(at):
        raise InvitationExpired
    _refuse_members(invitation.email)
    return invitation


def _refuse_closed(invitation: Invitation) -> None:
    if invitation.accepted_at:
        raise InvitationUsed
    if invitation.withdrawn_at:
        raise InvitationWithdrawn


def _refuse_members(address: str) -> None:
    known = User.objects.filter(email=address).first()
    if known is not None:
        raise AlreadyMember if known.is_active else WasMember


def _send(invitation: Invitation, *, at: datetime) -> str:
    """Give the invitation a fresh token and write the mail; return the link."""
    token = secrets.token_urlsafe(32)
    clinic = current_clinic()
    invitation.token_hash, invitation.expires_at = hash_of(token), at + VALID_FOR
    invitation.save()
    link = clinic.base_url + reverse("staff:accept_invitation", args=[token], urlconf="config.urls_clinic")
    mail.write(
        template="staff/mail/invitation", purpose="invitation", to=invitation.email, at=at, context={"link": link}
    )
    return link
