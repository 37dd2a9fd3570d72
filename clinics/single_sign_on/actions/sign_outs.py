"""The provider says that somebody signed out there: here they are out, too. (Actions.)"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from allauth.idp.oidc.models import Token
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.single_sign_on.actions.admissions import NAME
from clinics.single_sign_on.models import IdentityProvider, SignOutNotice
from clinics.single_sign_on.protocol import HEARD_FOR, SignedOut
from clinics.single_sign_on.refusals import NotTrusted
from clinics.staff.actions import sessions
from clinics.staff.models import User

KEPT_FOR = timedelta(seconds=4 * HEARD_FOR)


def sign_out(*, provider: IdentityProvider, told: SignedOut, by: Actor, at: datetime) -> int:
    """End the sessions that the provider made, one or all of a person's, and the tokens of whose they were.

    How many sessions ended; nobody that is known here is no fault. Raises NotTrusted for a notice heard before.
    """
    itself = replace(Actor.task(NAME), origin=by.origin)
    with transaction.atomic():
        _hear(told, at=at)
        linked = _linked(provider, told.subject)
        if told.subject and linked is None:
            return 0
        ended = sessions.end_of_provider(provider=provider.key, named=told.session, user=linked, at=at)
        whose = {linked.pk} if linked is not None else set(ended)
        for user in User.objects.filter(pk__in=whose):
            Token.objects.filter(user=user).delete()
            audit.record(event="staff.signed_out_by_provider", by=itself, at=at, subject=user)
    return len(ended)


def _hear(told: SignedOut, *, at: datetime) -> None:
    SignOutNotice.objects.filter(heard_at__lt=at - KEPT_FOR).delete()
    digest = hashlib.sha256(f"{told.issuer}\n{told.id}".encode()).hexdigest()
    _notice, is_new = SignOutNotice.objects.get_or_create(digest=digest, defaults={"heard_at": at})
    if not is_new:
        raise NotTrusted


def _linked(provider: IdentityProvider, subject: str) -> User | None:
    found = SocialAccount.objects.filter(provider=provider.key, uid=subject).select_related("user").first()
    return found.user if found and subject else None
