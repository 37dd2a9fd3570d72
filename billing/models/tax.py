"""Tax rates the clinic charges by."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.fields import percentage
from clinics.kit.ids import new_id


class TaxRateQuerySet(models.QuerySet["TaxRate"]):
    def valid_on(self, day: date) -> TaxRateQuerySet:
        still = models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=day)
        return self.filter(still, valid_from__lte=day)


class TaxRate(models.Model):
    """A rate that fees are given. Days are half-open, as a fee list's. What was charged keeps the rate it had."""

    plain_fields: ClassVar[tuple[str, ...]] = ("name",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=60)
    percent = percentage(_("per cent"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = TaxRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        ordering = ("percent", "-valid_from")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gt=0, percent__lte=100), name="a_tax_rate_is_above_0_and_at_most_100"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")),
                name="a_tax_rate_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.percent.normalize():f}"
