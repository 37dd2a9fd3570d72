"""Second factors, as allauth asks for them.

allauth seals a secret before its row exists and opens it without saying whose it is. So what is read from a row
remembers its owner (`Bound`), what is sealed anew is bound to its owner when the row is saved, and what lies in
somebody else's row does not open.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
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
UNBOUND = UUID(int=0)  # between sealing and saving
PLATFORM = "platform"


SEALED_TEXTS = ("secret", "seed")
SEALED_LISTS = ("migrated_codes",)


class Bound(str):
    """A sealed text out of somebody's row."""

    __slots__ = ("owner",)
    owner: UUID

    @classmethod
    def to(cls, owner: UUID, text: str) -> Bound:
        bound = cls(text)
        bound.owner = owner
        return bound


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
            sealed = keyring.for_sealing().seal(text.encode(), label=LABEL, row=UNBOUND)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        if current_schema() == get_public_schema_name():
            return current_wrapper().unwrap(sealed, clinic=PLATFORM).decode()
        return keyring.current().open(sealed, label=LABEL, row=row_of(encrypted_text)).decode()

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


def row_of(text: str) -> UUID:
    """What a sealed text is bound to: its owner, and nobody before it is saved."""
    return text.owner if isinstance(text, Bound) else UNBOUND


def remember_owner(data: dict[str, Any], owner: UUID) -> dict[str, Any]:
    """What allauth keeps of a second factor, as it came out of its owner's row."""
    return _each(data, lambda text: Bound.to(owner, text))


def bind(data: dict[str, Any], owner: UUID) -> dict[str, Any]:
    """The same with all that was sealed since it was read bound to its owner. Raises CannotOpen for another's."""

    def bound(text: str) -> str:
        if isinstance(text, Bound) and text.owner == owner:
            return text
        plain = keyring.current().open(base64.b64decode(text), label=LABEL, row=UNBOUND)
        sealed = keyring.for_sealing().seal(plain, label=LABEL, row=owner)
        return Bound.to(owner, base64.b64encode(sealed).decode())

    return _each(data, bound)


def sealed_texts(data: dict[str, Any]) -> list[str]:
    """Every sealed text among what allauth keeps of a second factor; a passkey has none."""
    lists = [text for name in SEALED_LISTS for text in data.get(name) or ()]
    return [*(data[name] for name in SEALED_TEXTS if data.get(name)), *lists]


def again(data: dict[str, Any]) -> dict[str, Any]:
    """What allauth keeps of a second factor, sealed by the key in use now."""
    adapter = FactorAdapter()
    return _each(data, lambda text: adapter.encrypt(adapter.decrypt(text)))


def _each(data: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    changed = {name: change(data[name]) for name in SEALED_TEXTS if data.get(name)}
    lists = {name: [change(text) for text in data[name]] for name in SEALED_LISTS if data.get(name)}
    return {**data, **changed, **lists}
