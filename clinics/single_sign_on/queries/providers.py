"""The clinic's provider, for pages and for signing in."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet

from clinics.single_sign_on.models import IdentityProvider
from clinics.staff.models import User


def in_use() -> IdentityProvider | None:
    return IdentityProvider.objects.in_use()


def decided() -> IdentityProvider | None:
    """What was written down, whether people may sign in with it or not."""
    return IdentityProvider.objects.first()


def linked_people() -> QuerySet[User]:
    """Everybody whose account at a provider is known, by name."""
    return User.objects.filter(pk__in=SocialAccount.objects.values("user_id")).order_by("name", "pk")


def that_knows(user: User) -> IdentityProvider | None:
    """The provider in use, if an account there is this person's."""
    provider = in_use()
    if provider is None or not SocialAccount.objects.filter(provider=provider.key, user=user).exists():
        return None
    return provider
