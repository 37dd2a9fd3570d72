"""How the columns of an export were mapped, for the next one of the same system."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedJSONField
from clinics.kit.ids import new_id


class RememberedMapping(models.Model):
    """The targets of the columns of files with this heading (`fingerprint` is a keyed token of it)."""

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fingerprint = models.UUIDField(unique=True, editable=False)
    targets = SealedJSONField(label="imports.RememberedMapping.targets")
    remembered_at = models.DateTimeField(_("remembered"))

    class Meta:
        verbose_name = _("remembered mapping")
        verbose_name_plural = _("remembered mappings")

    def __str__(self) -> str:
        return str(self.pk)
