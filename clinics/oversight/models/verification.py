"""What a look at the whole trail found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id


class VerificationQuerySet(models.QuerySet["Verification"]):
    def newest(self, count: int) -> VerificationQuerySet:
        return self.order_by("-at", "-pk")[:count]


class Verification(models.Model):
    """One verification: `checked` seals, `anchors` compared, `faults` found.

    `findings` names the first of them as `{fault, sequence, until, event_id}`.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("findings", "asked_by")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("when"))
    asked_by = models.CharField(_("asked for by"), max_length=100)
    checked = models.PositiveBigIntegerField(_("events checked"))
    anchors = models.PositiveIntegerField(_("anchors compared"))
    faults = models.PositiveIntegerField(_("faults"))
    findings = models.JSONField(_("findings"), default=list)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ("-at",)
        indexes = [models.Index(fields=["-at"], name="verifications_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.faults}"

    @property
    def is_whole(self) -> bool:
        return self.faults == 0
