"""The keys with which a clinic's issuer signs tokens."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id


class SigningKey(models.Model):
    """An RSA key pair. The newest signs; all that are not retired verify and are published."""

    plain_fields: ClassVar[tuple[str, ...]] = ("kid", "public_pem")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kid = models.CharField(_("key id"), max_length=64, unique=True)
    public_pem = models.TextField(_("public key"))
    private_pem = SealedTextField(_("private key"), label="api.SigningKey.private_pem", max_length=4000)
    created_at = models.DateTimeField(_("made"))
    retired_at = models.DateTimeField(_("retired"), null=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.kid
