"""allauth's forms for second factors, where ours differ. Named in MFA_FORMS."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

# A code is good for its half minute and one more on each side; allauth remembers it for thirty seconds only.
REMEMBERED_FOR = 120


class OnceMixin:
    """A code of the app opens once, also while clocks are allowed to differ."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            digits = "".join(filter(str.isdigit, code))
            if not cache.add(f"second-factor-used:{self.user.pk}:{digits}", "y", REMEMBERED_FOR):
                raise get_adapter().validation_error("incorrect_code")
        return code


class SignInCodeForm(OnceMixin, AuthenticateForm):
    pass


class ConfirmCodeForm(OnceMixin, ReauthenticateForm):
    pass


class AddPasskeyForm(AddWebAuthnForm):
    """Passwordless unless one says otherwise: that is what most devices are good at."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this device or key")
        passwordless = self.fields["passwordless"]
        passwordless.label = _("Also sign in with it without a password")
        passwordless.help_text = _("The device then asks for fingerprint, face or PIN. Not for plain USB keys.")
        passwordless.initial = True
