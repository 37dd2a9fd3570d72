"""Links that set a new password: good once, for a while, in one clinic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from clinics.kit.current import current_schema

if TYPE_CHECKING:
    from clinics.staff.models import User


class ResetTokens(PasswordResetTokenGenerator):
    """Set as ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR.

    A token depends on the clinic, so that equal people elsewhere cannot use it, and on what its
    use or a change of the person would alter: password, last sign-in, addresses, being active.
    """

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        addresses = EmailAddress.objects.filter(user_id=user.pk).order_by("email").values_list("email", flat=True)
        parts = (super()._make_hash_value(user, timestamp), current_schema(), user.is_active, *addresses)
        return "|".join(map(str, parts))


def path_for(user: User) -> str:
    """The address at which this person may set a password once."""
    return reverse("account_reset_password_from_key", args=[user.pk.hex, ResetTokens().make_token(user)])
