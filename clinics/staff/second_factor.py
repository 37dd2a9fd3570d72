"""Who needs a second factor, who has one, and who has shown it in this session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from clinics.staff.models import Policy
from clinics.staff.permissions import Role

if TYPE_CHECKING:
    from clinics.staff.models import User

ALWAYS = frozenset({Role.OWNER, Role.ADMINISTRATOR, Role.OPERATOR})
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_required_of(user: User) -> bool:
    """Always of those who administer; of others unless the clinic's policy says otherwise."""
    return not ALWAYS.isdisjoint(user.roles) or Policy.objects.current().second_factor_required


def is_set_up_by(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def kinds_of(user: User) -> set[str]:
    """The kinds of factor this person has: "totp", "webauthn"."""
    return set(Authenticator.objects.filter(user=user, type__in=FACTORS).values_list("type", flat=True))


def was_shown_in(request: HttpRequest, user: User) -> bool:
    """Whether this session has proven a factor, a recovery code included."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
