"""An invoice that is being written: it may change until it is issued, then it is gone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from appointments.models import Appointment
from billing.models.fee import Fee
from billing.models.fields import money, percentage
from billing.money import tax_of, total
from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id
from clinics.staff.permissions import Permission
from patients.models import Patient
from patients.models.seeing import in_sight

if TYPE_CHECKING:
    from clinics.kit.actor import Actor


class InvoiceDraftQuerySet(models.QuerySet["InvoiceDraft"]):
    def visible_to(self, actor: Actor) -> InvoiceDraftQuerySet:
        return in_sight(self, actor) if actor.may(Permission.INVOICE_DRAFT) else self.none()

    def for_draft_page(self) -> InvoiceDraftQuerySet:
        return self.select_related("patient").prefetch_related("lines")

    def locked(self) -> InvoiceDraftQuerySet:
        return self.select_for_update(no_key=True, of=("self",))


class InvoiceDraft(models.Model):
    plain_fields: ClassVar[tuple[str, ...]] = ("currency", "started_by_id", "started_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="invoice_drafts", verbose_name=_("patient"))
    currency = models.CharField(_("currency"), max_length=3)
    version = models.PositiveIntegerField(default=1)
    started_by_id = models.CharField(max_length=100)
    started_by_name = models.CharField(_("begun by"), max_length=120)
    started_at = models.DateTimeField(_("begun"))

    objects = InvoiceDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of an invoice")
        verbose_name_plural = _("drafts of invoices")
        ordering = ("-started_at", "-id")

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def net(self) -> Decimal:
        return total(line.net for line in self.lines.all())

    @property
    def total(self) -> Decimal:
        return total(line.total for line in self.lines.all())


class DraftLine(models.Model):
    """A service with the price as it was when it was put in. `text` says more where somebody typed it."""

    plain_fields: ClassVar[tuple[str, ...]] = ("code", "display")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(InvoiceDraft, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=1)
    fee = models.ForeignKey(Fee, models.PROTECT, null=True, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="draft_lines")
    code = models.CharField(_("code"), max_length=20, blank=True)
    display = models.CharField(_("service"), max_length=120)
    text = SealedTextField(_("remark"), label="billing.DraftLine.text", max_length=300, blank=True, default="")
    served_on = models.DateField(_("day of service"))
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    unit_amount = money(_("price"))
    tax_percent = percentage(_("tax in per cent"), default=0)

    class Meta:
        verbose_name = _("line of a draft")
        verbose_name_plural = _("lines of drafts")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="a_line_is_of_something"),
            models.UniqueConstraint(fields=["appointment"], name="an_appointment_is_drafted_once"),
            models.CheckConstraint(condition=models.Q(unit_amount__gte=0), name="a_line_is_not_negative"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def net(self) -> Decimal:
        return self.unit_amount * self.quantity

    @property
    def tax(self) -> Decimal:
        return tax_of(self.net, self.tax_percent, self.draft.currency)

    @property
    def total(self) -> Decimal:
        return self.net + self.tax
