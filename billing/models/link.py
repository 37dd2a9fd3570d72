"""Links to invoices that went out by mail."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.invoice import Invoice
from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id


class InvoiceLink(models.Model):
    """One link that was sent. It opens the invoice for who knows the birth date, until `expires_at`.

    `wrong` counts dates that were not right; after some of them nothing is taken until `closed_until`,
    and after `MOST_WRONG` never again.
    """

    MOST_WRONG = 15
    plain_fields: ClassVar[tuple[str, ...]] = ("sent_by_id", "sent_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="links")
    to = SealedTextField(_("to"), label="billing.InvoiceLink.to", max_length=254)
    sent_at = models.DateTimeField(_("sent"))
    sent_by_id = models.CharField(max_length=100)
    sent_by_name = models.CharField(_("sent by"), max_length=120)
    expires_at = models.DateTimeField(_("good until"))
    wrong = models.PositiveSmallIntegerField(_("wrong tries"), default=0)
    closed_until = models.DateTimeField(_("closed until"), null=True)
    opened_at = models.DateTimeField(_("first opened"), null=True)

    class Meta:
        verbose_name = _("link to an invoice")
        verbose_name_plural = _("links to invoices")
        ordering = ("-sent_at", "-id")

    def __str__(self) -> str:
        return f"link {self.pk}"

    def is_good(self, at: datetime) -> bool:
        """Whether it may be tried at all."""
        return at < self.expires_at and self.wrong < self.MOST_WRONG

    def is_resting(self, at: datetime) -> bool:
        """Whether it was tried wrongly too often just now."""
        return self.closed_until is not None and at < self.closed_until
