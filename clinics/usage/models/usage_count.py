"""What was counted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class UsageCount(models.Model):
    """One number of one clinic for one of its own days. `meter` names what was counted; nobody is named."""

    plain_fields: ClassVar[tuple[str, ...]] = ("meter",)

    clinic = models.ForeignKey("clinics.Clinic", models.CASCADE, related_name="usage", verbose_name=_("clinic"))
    day = models.DateField(_("day"))
    meter = models.CharField(_("what"), max_length=40)
    number = models.BigIntegerField(_("number"))
    counted_at = models.DateTimeField(_("counted"))

    class Meta:
        verbose_name = _("usage count")
        verbose_name_plural = _("usage counts")
        ordering = ("-day", "clinic", "meter")
        constraints = [
            models.UniqueConstraint(fields=["clinic", "day", "meter"], name="a_meter_is_read_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.meter} {self.day}"
