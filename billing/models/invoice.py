"""What was issued. Rows are only ever added; the database lets a clinic do nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from appointments.models import Appointment
from billing.models.fields import money, percentage
from billing.models.letterhead import Letterhead
from billing.money import total
from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id
from clinics.staff.permissions import Permission
from patients.models import Patient
from patients.models.seeing import in_sight

if TYPE_CHECKING:
    from clinics.kit.actor import Actor


class InvoiceKind(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")


@dataclass(frozen=True)
class TaxLine:
    """What of an invoice is taxed at one rate."""

    percent: Decimal
    net: Decimal
    tax: Decimal

    @classmethod
    def of(cls, percent: Decimal, lines: list[InvoiceLine]) -> TaxLine:
        return cls(percent, total(line.net for line in lines), total(line.tax for line in lines))


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def visible_to(self, actor: Actor) -> InvoiceQuerySet:
        return in_sight(self, actor) if actor.may(Permission.BILLING_VIEW) else self.none()

    def invoices(self) -> InvoiceQuerySet:
        return self.filter(kind=InvoiceKind.INVOICE)

    def open(self) -> InvoiceQuerySet:
        """Invoices of which something is still to be paid."""
        return self.invoices().filter(standing__open__gt=0)

    def settled(self) -> InvoiceQuerySet:
        return self.invoices().filter(standing__open=0)

    def overdue(self, day: date) -> InvoiceQuerySet:
        return self.open().filter(due_on__lt=day)

    def for_invoice_list(self) -> InvoiceQuerySet:
        return self.select_related("standing", "patient").order_by("-issued_at", "-id")

    def for_invoice_page(self) -> InvoiceQuerySet:
        return (
            self.select_related("standing", "patient", "credits", "letterhead")
            .defer("letterhead__logo")
            .prefetch_related("lines", "credit_notes", "links", "allocations__payment")
        )

    def for_paper(self) -> InvoiceQuerySet:
        """With all that is printed."""
        return self.select_related("standing", "letterhead", "credits").prefetch_related(
            "lines", "allocations__payment"
        )


class Invoice(models.Model):
    """An invoice, or a credit note that takes back some of one (`credits`); amounts of both are positive.

    Name, address and prices are those of the day; nothing is looked up later. `draft_id` is the draft it
    was, so that issuing a draft twice gives one invoice.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("kind", "number", "currency", "issued_by_id", "issued_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="invoices", verbose_name=_("patient"))
    kind = models.CharField(_("kind"), max_length=12, choices=InvoiceKind.choices, default=InvoiceKind.INVOICE)
    number = models.CharField(_("number"), max_length=30, unique=True)
    draft_id = models.UUIDField(unique=True, editable=False)
    credits = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="credit_notes", verbose_name=_("credits")
    )
    currency = models.CharField(_("currency"), max_length=3)
    net = money(_("net"))
    tax = money(_("tax"))
    total = money(_("total"))
    issued_at = models.DateTimeField(_("issued"))
    issued_on = models.DateField(_("date"))
    due_on = models.DateField(_("due"))
    buyer_name = SealedTextField(_("name"), label="billing.Invoice.buyer_name", max_length=400)
    buyer_address = SealedTextField(_("address"), label="billing.Invoice.buyer_address", max_length=600, default="")
    reason = SealedTextField(_("reason"), label="billing.Invoice.reason", max_length=300, blank=True, default="")
    issued_by_id = models.CharField(max_length=100)
    issued_by_name = models.CharField(_("issued by"), max_length=120)
    letterhead = models.ForeignKey(Letterhead, models.PROTECT, null=True, related_name="+")

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ("-issued_at", "-id")
        indexes = [
            models.Index(fields=["patient", "-issued_at"], name="invoices_of_a_patient"),
            models.Index(fields=["-issued_at", "-id"], name="invoices_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(total=models.F("net") + models.F("tax"), net__gte=0, tax__gte=0),
                name="an_invoice_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="invoice", credits__isnull=True)
                | models.Q(kind="credit_note", credits__isnull=False),
                name="a_credit_note_says_what_it_credits",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_credit_note(self) -> bool:
        return self.kind == InvoiceKind.CREDIT_NOTE

    @property
    def tax_lines(self) -> list[TaxLine]:
        """Net and tax by rate, the lowest first; none where nothing is taxed."""
        lines = list(self.lines.all())
        rates = sorted({line.tax_percent for line in lines}) if any(line.tax_percent for line in lines) else []
        return [TaxLine.of(rate, [line for line in lines if line.tax_percent == rate]) for rate in rates]


class InvoiceLine(models.Model):
    plain_fields: ClassVar[tuple[str, ...]] = ("code", "display")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="invoice_lines")
    code = models.CharField(_("code"), max_length=20, blank=True)
    display = models.CharField(_("service"), max_length=120)
    text = SealedTextField(_("remark"), label="billing.InvoiceLine.text", max_length=300, blank=True, default="")
    served_on = models.DateField(_("day of service"))
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    unit_amount = money(_("price"))
    tax_percent = percentage(_("tax in per cent"))
    net = money(_("net"))
    tax = money(_("tax"))

    class Meta:
        verbose_name = _("line of an invoice")
        verbose_name_plural = _("lines of invoices")
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="a_line_has_its_own_place"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def total(self) -> Decimal:
        return self.net + self.tax


class InvoiceStanding(models.Model):
    """How much of an invoice is settled, credited and written off: together never more than its total.

    The database keeps that promise, whoever is quicker. `open` is what is left.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ()

    invoice = models.OneToOneField(Invoice, models.PROTECT, primary_key=True, related_name="standing")
    total = money(_("total"))
    settled = money(_("settled"), default=0)
    credited = money(_("credited"), default=0)
    written_off = money(_("written off"), default=0)
    open = money(_("open"))

    class Meta:
        verbose_name = _("standing of an invoice")
        verbose_name_plural = _("standings of invoices")
        indexes = [models.Index(fields=["open"], condition=models.Q(open__gt=0), name="invoices_that_are_open")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    settled__gte=0,
                    credited__gte=0,
                    written_off__gte=0,
                    open__gte=0,
                    open=models.F("total") - models.F("settled") - models.F("credited") - models.F("written_off"),
                ),
                name="no_more_is_settled_than_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"standing {self.pk}"
