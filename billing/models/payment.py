"""Money that came, where it went, and money that went back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.desk import Desk, Method
from billing.models.fields import money
from billing.models.invoice import Invoice
from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id
from clinics.staff.permissions import Permission
from patients.models import Patient
from patients.models.seeing import in_sight

if TYPE_CHECKING:
    from clinics.kit.actor import Actor


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, actor: Actor) -> PaymentQuerySet:
        return in_sight(self, actor) if actor.may(Permission.BILLING_VIEW) else self.none()

    def with_free_money(self) -> PaymentQuerySet:
        """Payments of which something is neither allocated nor refunded, the oldest first."""
        return self.filter(standing__free__gt=0).select_related("standing").order_by("received_at", "id")


class Payment(models.Model):
    """Money received from a patient. `key` is the request's own: the same key is the same payment.

    `desk_period` says in which cash-up of the desk it is; without a desk it is in none.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("method", "currency", "taken_by_id", "taken_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="payments", verbose_name=_("patient"))
    key = models.UUIDField(unique=True, editable=False)
    method = models.CharField(_("method"), max_length=10, choices=Method.choices)
    currency = models.CharField(_("currency"), max_length=3)
    amount = money(_("amount"))
    reference = SealedTextField(
        _("reference"), label="billing.Payment.reference", max_length=120, blank=True, default=""
    )
    received_on = models.DateField(_("day"))
    received_at = models.DateTimeField(_("received"))
    taken_by_id = models.CharField(max_length=100)
    taken_by_name = models.CharField(_("taken by"), max_length=120)
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="payments", verbose_name=_("desk"))
    desk_period = models.PositiveIntegerField(null=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ("-received_at", "-id")
        indexes = [
            models.Index(fields=["patient", "-received_at"], name="payments_of_a_patient"),
            models.Index(fields=["received_on"], name="payments_by_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_payment_is_of_something"),
            models.CheckConstraint(
                condition=models.Q(desk__isnull=True, desk_period__isnull=True)
                | models.Q(desk__isnull=False, desk_period__isnull=False),
                name="a_payment_at_a_desk_is_in_a_cash_up",
            ),
        ]

    def __str__(self) -> str:
        return f"payment {self.pk}"


class PaymentStanding(models.Model):
    """How much of a payment is allocated and refunded: together never more than was received."""

    plain_fields: ClassVar[tuple[str, ...]] = ()

    payment = models.OneToOneField(Payment, models.PROTECT, primary_key=True, related_name="standing")
    amount = money(_("amount"))
    allocated = money(_("allocated"), default=0)
    refunded = money(_("refunded"), default=0)
    free = money(_("free"))

    class Meta:
        verbose_name = _("standing of a payment")
        verbose_name_plural = _("standings of payments")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    allocated__gte=0,
                    refunded__gte=0,
                    free__gte=0,
                    free=models.F("amount") - models.F("allocated") - models.F("refunded"),
                ),
                name="no_more_is_given_away_than_was_received",
            ),
        ]

    def __str__(self) -> str:
        return f"standing {self.pk}"


class Allocation(models.Model):
    """This much of a payment settles an invoice; a negative amount takes some of it back."""

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="allocations")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="allocations")
    amount = money(_("amount"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ("at", "id")
        constraints = [models.CheckConstraint(condition=~models.Q(amount=0), name="an_allocation_moves_something")]

    def __str__(self) -> str:
        return f"allocation {self.pk}"


class Refund(models.Model):
    """Money given back out of a payment."""

    plain_fields: ClassVar[tuple[str, ...]] = ("method", "given_by_id", "given_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    key = models.UUIDField(unique=True, editable=False)
    method = models.CharField(_("method"), max_length=10, choices=Method.choices)
    amount = money(_("amount"))
    reason = SealedTextField(_("reason"), label="billing.Refund.reason", max_length=300)
    refunded_on = models.DateField(_("day"))
    refunded_at = models.DateTimeField(_("when"))
    given_by_id = models.CharField(max_length=100)
    given_by_name = models.CharField(_("given by"), max_length=120)
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="refunds", verbose_name=_("desk"))
    desk_period = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ("-refunded_at", "-id")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_refund_is_of_something"),
            models.CheckConstraint(
                condition=models.Q(desk__isnull=True, desk_period__isnull=True)
                | models.Q(desk__isnull=False, desk_period__isnull=False),
                name="a_refund_at_a_desk_is_in_a_cash_up",
            ),
        ]

    def __str__(self) -> str:
        return f"refund {self.pk}"


class WriteOff(models.Model):
    """What the clinic will not ask for any more."""

    plain_fields: ClassVar[tuple[str, ...]] = ("by_id", "by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="write_offs")
    key = models.UUIDField(unique=True, editable=False)
    amount = money(_("amount"))
    reason = SealedTextField(_("reason"), label="billing.WriteOff.reason", max_length=300)
    at = models.DateTimeField(_("when"))
    by_id = models.CharField(max_length=100)
    by_name = models.CharField(_("by"), max_length=120)

    class Meta:
        verbose_name = _("write-off")
        verbose_name_plural = _("write-offs")
        ordering = ("-at", "-id")
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_write_off_is_of_something")]

    def __str__(self) -> str:
        return f"write-off {self.pk}"
