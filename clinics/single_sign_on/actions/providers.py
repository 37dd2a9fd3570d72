"""Deciding where people sign in. (Actions.)"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.destinations import is_address
from clinics.kit.refusal import Refusal
from clinics.single_sign_on import protocol
from clinics.single_sign_on.models import MAPPED_ROLES, Admission, IdentityProvider
from clinics.single_sign_on.models.identity_provider import THE_ONE

DECIDED = (*IdentityProvider.plain_fields, "passwords_allowed", "is_enabled")


class NoIssuer(Refusal):
    code = "issuer-address"
    sentence = _("Enter the public address that begins with https://, without a user name, a question mark or a #.")
    status = 422


class SecretNeeded(Refusal):
    code = "client-secret-needed"
    sentence = _("Enter the client secret: there is none yet, or it belongs to the provider that was here before.")
    status = 422


class NobodyGetsARole(Refusal):
    code = "no-roles-mapped"
    sentence = _("Whoever comes in needs a role. Name the claim and at least one group that gives one.")
    status = 422


class NotARole(Refusal):
    code = "not-a-mapped-role"
    sentence = _("A provider cannot give this role. Who owns the clinic is decided in the clinic.")
    status = 422


def decide(*, by: Actor, at: datetime, client_secret: str = "", **decided: Any) -> IdentityProvider:
    """Write what differs; an empty secret keeps the one there is.

    Raises NoIssuer, SecretNeeded, NobodyGetsARole, NotARole.
    """
    with transaction.atomic():
        before = IdentityProvider.objects.select_for_update().first()
        provider = before or IdentityProvider(id=THE_ONE)
        wanted = {field: decided[field] for field in DECIDED if field in decided}
        changed = [field for field, value in wanted.items() if before is None or getattr(provider, field) != value]
        if (before is None or "issuer" in changed) and not client_secret:
            raise SecretNeeded(field="client_secret")  # it is never sent to another address than it was given for
        for field in changed:
            setattr(provider, field, wanted[field])
        _check(provider)
        if client_secret:
            provider.client_secret = client_secret
            changed.append("client_secret")
        if changed:
            provider.changed_at = at
            provider.save()
            audit.record(event="identity_provider.changed", by=by, at=at, subject=provider, fields=changed)
    return provider


def remove(*, by: Actor, at: datetime) -> None:
    """Forget the provider; people sign in here again. Whom it was linked to stays linked, should it come back."""
    with transaction.atomic():
        provider = IdentityProvider.objects.select_for_update().first()
        if provider is not None:
            audit.record(event="identity_provider.removed", by=by, at=at, subject=provider)
            provider.delete()


def test(*, provider: IdentityProvider, by: Actor, at: datetime) -> int:
    """Read what the provider says of itself; how many keys it signs with. Raises Unreachable, NotTrusted."""
    keys = protocol.keys_of(protocol.discover(provider.issuer))
    audit.record(event="identity_provider.tested", by=by, at=at, subject=provider)
    return len(keys)


def _check(provider: IdentityProvider) -> None:
    if not is_address(provider.issuer) or "?" in provider.issuer:
        raise NoIssuer(field="issuer")
    if not set(provider.role_values) <= set(MAPPED_ROLES):
        raise NotARole
    if provider.admission == Admission.MAPPED and not provider.gives_roles:
        raise NobodyGetsARole(field="role_claim")
