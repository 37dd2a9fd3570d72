"""Inviting people to a clinic. (Actions.)"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clinics.audit import actions as audit
from clinics.events import mail
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.staff.models import Invitation, User

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Invited:
    """The invitation and its link, which is known only now: a hash of its token is kept."""

    invitation: Invitation
    link: str


def invite(*, email: str, roles: Sequence[str], by: Actor, at: datetime, name: str = "") -> Invited:
    """Invite someone; earlier open invitations to the same address stop working."""
    token = secrets.token_urlsafe(32)
    clinic = current_clinic()
    address = email.strip().lower()
    with transaction.atomic():
        Invitation.objects.filter(email=address, accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
        invitation = Invitation.objects.create(
            email=address,
            name=name,
            roles=list(roles),
            token_hash=hash_of(token),
            invited_by=User.objects.filter(pk=by.id).first() if by.kind == "staff" else None,
            invited_at=at,
            expires_at=at + VALID_FOR,
        )
        link = clinic.base_url + reverse("staff:accept_invitation", args=[token])
        audit.record(event="invitation.sent", by=by, at=at, subject=invitation, fields=["roles"])
        mail.enqueue(
            purpose="invitation",
            to=address,
            subject=_("Join %(clinic)s") % {"clinic": clinic.name},
            text=_("You are invited to join %(clinic)s. Open this link to begin: %(link)s")
            % {"clinic": clinic.name, "link": link},
            at=at,
        )
    return Invited(invitation, link)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
