"""Second factors, as allauth asks for them."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_tenants.utils import get_public_schema_name

from clinics.encryption import keyring
from clinics.encryption.wrapping import current_wrapper
from clinics.kit.current import current_clinic, current_schema
from clinics.staff import second_factor

LABEL = "mfa.Authenticator.data"
NO_ROW = UUID(int=0)  # allauth seals before the row exists
PLATFORM = "platform"


SEALED_TEXTS = ("secret", "seed")
SEALED_LISTS = ("migrated_codes",)


class FactorAdapter(DefaultMFAAdapter):
    """Set as MFA_ADAPTER."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Your account needs a second factor. Add a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal with the clinic's key; operators' secrets with the installation's."""
        if current_schema() == get_public_schema_name():
            sealed = current_wrapper().wrap(text.encode(), clinic=PLATFORM)
        else:
            sealed = keyring.for_sealing().seal(text.encode(), label=LABEL, row=NO_ROW)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        if current_schema() == get_public_schema_name():
            return current_wrapper().unwrap(sealed, clinic=PLATFORM).decode()
        return keyring.current().open(sealed, label=LABEL, row=NO_ROW).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of someone who must have one stays; another has to be added first."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return False
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        has_other = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return has_other or not second_factor.is_required_of(authenticator.user)

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return current_clinic().name if context.request.clinic else "Polyclinic"

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        """Passkeys belong to the clinic's canonical host, whatever host was asked."""
        clinic = context.request.clinic
        return {"id": clinic.canonical_host if clinic else settings.BASE_HOST, "name": self._get_site_name()}


def sealed_texts(data: dict[str, Any]) -> list[str]:
    """Every sealed text among what allauth keeps of a second factor; a passkey has none."""
    lists = [text for name in SEALED_LISTS for text in data.get(name) or ()]
    return [*(data[name] for name in SEALED_TEXTS if data.get(name)), *lists]


def again(data: dict[str, Any]) -> dict[str, Any]:
    """What allauth keeps of a second factor, sealed by the key in use now."""
    adapter = FactorAdapter()

    def renew(text: str) -> str:
        return adapter.encrypt(adapter.decrypt(text))

    renewed = {name: renew(data[name]) for name in SEALED_TEXTS if data.get(name)}
    lists = {name: [renew(text) for text in data[name]] for name in SEALED_LISTS if data.get(name)}
    return {**data, **renewed, **lists}
