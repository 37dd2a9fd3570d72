"""Judging whether the provider has just seen the person of this session. (Actions.)"""

from __future__ import annotations

from datetime import datetime

from allauth.socialaccount.models import SocialAccount

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.single_sign_on.claims import Claims
from clinics.single_sign_on.models import IdentityProvider
from clinics.single_sign_on.protocol import LEEWAY
from clinics.single_sign_on.refusals import AnotherAccount, NotAskedAnew, NoTimeTold, SignInRefused
from clinics.staff.models import User


def confirm(*, claims: Claims, user: User, begun_by: str, begun_at: int) -> None:
    """`begun_at`: when the session's person, `begun_by`, was sent there, in seconds since 1970.

    They have to have signed in there since, but for what clocks differ. Asking for it is no proof that it was done:
    a provider may answer out of a session of its own. Raises AnotherAccount, NoTimeTold, NotAskedAnew.
    """
    provider = IdentityProvider.objects.get(is_enabled=True)
    theirs = SocialAccount.objects.filter(provider=provider.key, uid=claims.subject, user=user)
    if begun_by != str(user.pk) or not theirs.exists():
        raise AnotherAccount
    if claims.signed_in_at is None:
        raise NoTimeTold
    if claims.signed_in_at < begun_at - LEEWAY:
        raise NotAskedAnew


def note_refusal(*, refusal: SignInRefused, user: User, by: Actor, at: datetime) -> None:
    audit.record(event="staff.confirmation_refused", by=by, at=at, subject=user, reason=refusal.code)
