"""Facts other parts of the product react to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id


class DomainEventQuerySet(models.QuerySet["DomainEvent"]):
    def of_kinds(self, kinds: Collection[str]) -> DomainEventQuerySet:
        return self.filter(kind__in=kinds)

    def since(self, at: datetime) -> DomainEventQuerySet:
        return self.filter(at__gte=at)


class DomainEvent(models.Model):
    """A fact, written in its action's transaction. `ids` holds ids only, never values."""

    plain_fields: ClassVar[tuple[str, ...]] = ("kind", "ids")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    ids = models.JSONField(_("ids"), default=dict)
    at = models.DateTimeField(_("when"))

    objects = DomainEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("domain event")
        verbose_name_plural = _("domain events")
        ordering = ("at", "id")
        indexes = [models.Index(fields=["kind", "at"], name="events_by_kind")]

    def __str__(self) -> str:
        return self.kind
