"""The ledger: every movement of money as one row with a debit and a credit side, so that it balances by its shape."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.account import Account
from billing.models.fields import money
from clinics.kit.ids import new_id


class Book(models.TextChoices):
    """The accounts of the clinic's own ledger."""

    RECEIVABLE = "receivable", _("Receivables")
    REVENUE = "revenue", _("Revenue")
    TAX = "tax", _("Tax")
    CASH = "cash", _("Cash")
    CARD = "card", _("Card terminal")
    TRANSFER = "transfer", _("Bank")
    DEPOSIT = "deposit", _("Patients' money not yet used")
    WRITE_OFF = "write_off", _("Written off")


class Movement(models.TextChoices):
    """What happened."""

    INVOICED = "invoiced", _("Invoiced")
    TAXED = "taxed", _("Tax invoiced")
    CREDITED = "credited", _("Credited")
    TAX_CREDITED = "tax_credited", _("Tax credited")
    PAID = "paid", _("Paid")
    ALLOCATED = "allocated", _("Put to an invoice")
    RELEASED = "released", _("Taken from an invoice")
    REFUNDED = "refunded", _("Refunded")
    WRITTEN_OFF = "written_off", _("Written off")


class LedgerEntry(models.Model):
    """`amount`, always positive, leaves `credit` and comes to `debit`. `source_id` is the row that says more."""

    plain_fields: ClassVar[tuple[str, ...]] = ("movement", "debit", "credit", "currency")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    movement = models.CharField(_("what"), max_length=12, choices=Movement.choices)
    debit = models.CharField(_("debit"), max_length=10, choices=Book.choices)
    credit = models.CharField(_("credit"), max_length=10, choices=Book.choices)
    amount = money(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    source_id = models.UUIDField()
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ("at", "id")
        indexes = [models.Index(fields=["account", "at"], name="entries_of_an_account")]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="an_entry_moves_something"),
            models.CheckConstraint(condition=~models.Q(debit=models.F("credit")), name="an_entry_has_two_sides"),
        ]

    def __str__(self) -> str:
        return f"{self.movement} {self.pk}"
