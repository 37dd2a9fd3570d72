"""Which notices of signing out were heard."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id


class SignOutNotice(models.Model):
    """One notice of a provider, by the digest of its issuer and `jti`, for as long as it could be sent again."""

    plain_fields: ClassVar[tuple[str, ...]] = ("digest",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    heard_at = models.DateTimeField(_("heard"), db_index=True)

    class Meta:
        verbose_name = _("notice of signing out")
        verbose_name_plural = _("notices of signing out")

    def __str__(self) -> str:
        return self.digest[:8]
