"""Desks where money is taken, and what was counted there."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.fields import money
from billing.money import total
from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id


class Method(models.TextChoices):
    CASH = "cash", _("Cash")
    CARD = "card", _("Card terminal")
    TRANSFER = "transfer", _("Bank transfer")


class DeskQuerySet(models.QuerySet["Desk"]):
    def in_use(self) -> DeskQuerySet:
        return self.filter(is_active=True)

    def locked(self) -> DeskQuerySet:
        return self.select_for_update(no_key=True)


class Desk(models.Model):
    """A drawer, a terminal and whoever sits there. `period` grows with each cash-up: what is taken carries it.

    Who takes money locks the row, so that a payment is in the cash-up that runs or in the next, never in neither.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("name",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=60, unique=True)
    is_active = models.BooleanField(_("in use"), default=True)
    period = models.PositiveIntegerField(default=1)

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class DeskOpening(models.Model):
    """The money that lay in the drawer before anything was taken."""

    plain_fields: ClassVar[tuple[str, ...]] = ("currency", "opened_by_id", "opened_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="openings")
    period = models.PositiveIntegerField()
    currency = models.CharField(_("currency"), max_length=3)
    float_amount = money(_("in the drawer"))
    opened_at = models.DateTimeField(_("opened"))
    opened_by_id = models.CharField(max_length=100)
    opened_by_name = models.CharField(_("opened by"), max_length=120)

    class Meta:
        verbose_name = _("opening of a desk")
        verbose_name_plural = _("openings of desks")
        ordering = ("-opened_at",)
        constraints = [
            models.UniqueConstraint(fields=["desk", "period"], name="a_desk_is_opened_once"),
            models.CheckConstraint(condition=models.Q(float_amount__gte=0), name="a_drawer_is_not_below_empty"),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"


class CashUp(models.Model):
    """A desk was counted and closed; its lines say what. `key` is the request's own: the same key is the same one."""

    plain_fields: ClassVar[tuple[str, ...]] = ("currency", "closed_by_id", "closed_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opening = models.OneToOneField(DeskOpening, models.PROTECT, related_name="cash_up")
    key = models.UUIDField(unique=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3)
    reason = SealedTextField(_("reason"), label="billing.CashUp.reason", max_length=300, blank=True, default="")
    closed_on = models.DateField(_("day"))
    closed_at = models.DateTimeField(_("closed"))
    closed_by_id = models.CharField(max_length=100)
    closed_by_name = models.CharField(_("closed by"), max_length=120)

    class Meta:
        verbose_name = _("cash-up")
        verbose_name_plural = _("cash-ups")
        ordering = ("-closed_at", "-id")

    def __str__(self) -> str:
        return f"cash-up {self.pk}"

    @property
    def difference(self) -> Decimal:
        """What was counted over what should have been there; negative when some is missing."""
        return total(line.difference for line in self.lines.all())


class CashUpLine(models.Model):
    """One method: what should have been there, and what was."""

    plain_fields: ClassVar[tuple[str, ...]] = ("method",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cash_up = models.ForeignKey(CashUp, models.PROTECT, related_name="lines")
    method = models.CharField(_("method"), max_length=10, choices=Method.choices)
    float_amount = money(_("in the drawer"))
    received = money(_("received"))
    refunded = money(_("refunded"))
    expected = money(_("should be there"))
    counted = money(_("counted"))
    difference = money(_("difference"))

    class Meta:
        verbose_name = _("line of a cash-up")
        verbose_name_plural = _("lines of cash-ups")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["cash_up", "method"], name="a_method_is_counted_once"),
            models.CheckConstraint(
                condition=models.Q(
                    expected=models.F("float_amount") + models.F("received") - models.F("refunded"),
                    difference=models.F("counted") - models.F("expected"),
                ),
                name="a_count_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.pk}"
