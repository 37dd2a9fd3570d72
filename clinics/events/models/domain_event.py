"""Facts other parts of the product react to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id


class DomainEvent(models.Model):
    """A fact, written in its action's transaction. `ids` holds ids only, never values."""

    plain_fields: ClassVar[tuple[str, ...]] = ("kind", "ids")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    ids = models.JSONField(_("ids"), default=dict)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("domain event")
        verbose_name_plural = _("domain events")
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.kind
