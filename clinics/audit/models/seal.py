"""Seals over audit events: a chain that shows an edit, a gap or a cut tail."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditSealQuerySet(models.QuerySet["AuditSeal"]):
    def head(self) -> AuditSeal | None:
        """The newest seal."""
        return self.order_by("-sequence").first()

    def after(self, sequence: int) -> AuditSealQuerySet:
        return self.filter(sequence__gt=sequence).order_by("sequence")


class AuditSeal(models.Model):
    """The seal of one event: `digest` is SHA-256 over the previous seal and the event."""

    plain_fields: ClassVar[tuple[str, ...]] = ("digest",)

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    event_id = models.UUIDField(_("event"), unique=True)
    digest = models.BinaryField(_("digest"), max_length=32)
    sealed_at = models.DateTimeField(_("sealed"))

    objects = AuditSealQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")
        ordering = ("sequence",)

    def __str__(self) -> str:
        return str(self.sequence)
