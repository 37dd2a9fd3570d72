"""What the clinic asks for its services, and from when until when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.fields import money, percentage
from clinics.kit.ids import new_id


class FeeList(models.Model):
    """A price list. Days are half-open: it holds from `valid_from` until the day before `valid_until`."""

    plain_fields: ClassVar[tuple[str, ...]] = ("name", "currency")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80)
    currency = models.CharField(_("currency"), max_length=3)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("fee list")
        verbose_name_plural = _("fee lists")
        ordering = ("-valid_from", "name")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=models.F("valid_from")),
                name="a_fee_list_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeeQuerySet(models.QuerySet["Fee"]):
    def valid_on(self, day: date) -> FeeQuerySet:
        """Fees of the lists that hold on this day."""
        still = models.Q(fee_list__valid_until__isnull=True) | models.Q(fee_list__valid_until__gt=day)
        return self.filter(still, fee_list__valid_from__lte=day, is_active=True)

    def for_choosing(self) -> FeeQuerySet:
        return self.select_related("fee_list").order_by("code", "-fee_list__valid_from")


class Fee(models.Model):
    """One service with its price and tax (in per cent, on top of the price)."""

    plain_fields: ClassVar[tuple[str, ...]] = ("code", "display")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fee_list = models.ForeignKey(FeeList, models.PROTECT, related_name="fees", verbose_name=_("fee list"))
    code = models.CharField(_("code"), max_length=20)
    display = models.CharField(_("service"), max_length=120)
    unit_amount = money(_("price"))
    tax_percent = percentage(_("tax in per cent"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = FeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["fee_list", "code"], name="a_code_stands_once_in_a_fee_list"),
            models.CheckConstraint(condition=models.Q(unit_amount__gte=0), name="a_fee_is_not_negative"),
            models.CheckConstraint(
                condition=models.Q(tax_percent__gte=0, tax_percent__lte=100), name="a_tax_is_between_0_and_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.display}"
