"""allauth's forms for second factors, where ours differ. Named in MFA_FORMS."""

from __future__ import annotations

import json
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.conf import settings
from django.core.cache import cache
from django.utils.http import urlsafe_base64_decode
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


class OwnOriginMixin:
    """A passkey counts only when it was used on this very host.

    The standard lets a host accept what was signed on hosts below it, and clinics' hosts are below the platform's.
    """

    def clean(self) -> dict[str, Any]:
        signed_at = _origin_of(self.data.get("credential", ""))  # type: ignore[attr-defined]
        if signed_at != _own_origin():
            raise get_adapter().validation_error("incorrect_code")
        return super().clean()  # type: ignore[misc]


class PasskeySignInForm(OwnOriginMixin, LoginWebAuthnForm):
    pass


class PasskeyCodeForm(OwnOriginMixin, AuthenticateWebAuthnForm):
    pass


class ConfirmPasskeyForm(OwnOriginMixin, ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(OwnOriginMixin, AddWebAuthnForm):
    """Passwordless unless one says otherwise: that is what most devices are good at."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this device or key")
        passwordless = self.fields["passwordless"]
        passwordless.label = _("Also sign in with it without a password")
        passwordless.help_text = _("The device then asks for fingerprint, face or PIN. Not for plain USB keys.")
        passwordless.initial = True


def _own_origin() -> str:
    clinic = context.request.clinic
    return clinic.base_url if clinic else f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}"


def _origin_of(credential: str) -> str:
    """Where the browser says the passkey was used; nothing for what no browser sends."""
    try:
        signed = json.loads(credential)["response"]["clientDataJSON"]
        return str(json.loads(urlsafe_base64_decode(signed))["origin"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
