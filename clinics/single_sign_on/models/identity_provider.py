"""The provider at which a clinic's people sign in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.staff.permissions import CLINIC_ROLES, Role

THE_ONE = UUID(int=1)
MAPPED_ROLES = tuple(role for role in CLINIC_ROLES if role is not Role.OWNER)
"""What a provider may give and take. Who owns the clinic is decided in the clinic."""


class Admission(models.TextChoices):
    KNOWN = "known", _("Only people who have an account or an invitation here")
    MAPPED = "mapped", _("Everybody to whom the provider gives a role; their account is made when they first come")


class IdentityProviderQuerySet(models.QuerySet["IdentityProvider"]):
    def in_use(self) -> IdentityProvider | None:
        """The clinic's provider, if people may sign in with it."""
        return self.filter(is_enabled=True).first()


class IdentityProvider(models.Model):
    """The one provider of a clinic. `role_values` has for each role the claim's values that give it.

    Without any such value, roles are decided here and the provider says only who somebody is.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "name",
        "issuer",
        "client_id",
        "role_claim",
        "role_values",
        "factor_values",
        "admission",
    )

    id = models.UUIDField(primary_key=True, default=THE_ONE, editable=False)
    name = models.CharField(_("name"), max_length=60)
    issuer = models.CharField(_("issuer"), max_length=500)
    client_id = models.CharField(_("client id"), max_length=255)
    client_secret = SealedTextField(
        _("client secret"), label="single_sign_on.IdentityProvider.client_secret", max_length=500
    )
    role_claim = models.CharField(_("claim that holds roles"), max_length=100, blank=True)
    role_values = models.JSONField(_("values that give roles"), default=dict, blank=True)
    factor_values = ArrayField(
        models.CharField(max_length=200), verbose_name=_("values that show a second factor"), default=list, blank=True
    )
    admission = models.CharField(_("who may come in"), max_length=8, choices=Admission.choices, default=Admission.KNOWN)
    passwords_allowed = models.BooleanField(_("people may also sign in here"), default=True)
    is_enabled = models.BooleanField(_("people may sign in with it"), default=False)
    changed_at = models.DateTimeField(_("changed"))

    objects = IdentityProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("identity provider")
        verbose_name_plural = _("identity providers")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=THE_ONE), name="a_clinic_has_one_identity_provider"),
            models.CheckConstraint(condition=models.Q(admission__in=Admission.values), name="an_admission_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Under which people are linked: another issuer's subjects are other people."""
        return "oidc-" + hashlib.sha256(self.issuer.encode()).hexdigest()[:20]

    @property
    def gives_roles(self) -> bool:
        return bool(self.role_claim) and any(self.role_values.values())

    def roles_for(self, values: Collection[str]) -> list[str]:
        """The roles that these values of the claim give; never owner, whatever is written down."""
        return [role for role in MAPPED_ROLES if not set(values).isdisjoint(self.role_values.get(role, ()))]

    def counts_as_factor(self, methods: Collection[str]) -> bool:
        """Whether what the provider says of how somebody signed in makes a second question needless."""
        return not set(methods).isdisjoint(self.factor_values)
