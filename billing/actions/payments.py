"""Taking money, putting it to invoices, and giving it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from billing.actions.desks import in_period_of
from billing.actions.fees import NotPayable
from billing.actions.ledger import book, day_of, lock_account
from billing.actions.releasing import release as release_inside
from billing.models import (
    Account,
    Allocation,
    Desk,
    Invoice,
    InvoiceStanding,
    Movement,
    Payment,
    PaymentStanding,
    Refund,
)
from billing.money import is_exact
from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal
from patients.models import Patient


class NotPositive(Refusal):
    code = "amount_not_positive"
    sentence = _("Enter an amount above zero.")
    status = 422


class MoreThanOpen(Refusal):
    code = "more_than_open"
    sentence = _("This is more than is open on the invoice. Put the rest to another one, or leave it as a deposit.")


class MoreThanFree(Refusal):
    code = "more_than_free"
    sentence = _("This is more than is left of the payment.")


class NothingFree(Refusal):
    code = "no_deposit_left"
    sentence = _("The patient has no deposit left.")


class NotTheirs(Refusal):
    code = "invoice_of_another_patient"
    sentence = _("The invoice is of another patient. Choose one of this patient.")
    status = 422


def receive(
    *,
    patient: Patient,
    amount: Decimal,
    method: str,
    key: UUID,
    by: Actor,
    at: datetime,
    reference: str = "",
    desk: Desk | None = None,
    to: Mapping[Invoice, Decimal] | None = None,
) -> Payment:
    """Record money that came, and put it to these invoices; what is left stays the patient's deposit.

    The same `key` is the same payment: a double click takes money once. Raises NotPositive,
    NotPayable, MoreThanOpen, MoreThanFree, NotTheirs, and NotInUse of the desk.
    """
    _must_be(amount)
    for part in (to or {}).values():
        _must_be(part)
    with transaction.atomic():
        account = lock_account(patient.pk, at=at)
        if known := Payment.objects.filter(key=key).first():
            return known
        payment = Payment.objects.create(
            patient=patient,
            key=key,
            method=method,
            currency=current_clinic().currency,
            amount=amount,
            reference=reference,
            received_on=day_of(at),
            received_at=at,
            taken_by_id=by.id,
            taken_by_name=by.name,
            **in_period_of(desk),
        )
        standing = PaymentStanding.objects.create(payment=payment, amount=amount, free=amount)
        book(account, Movement.PAID, amount, source=payment.pk, at=at, method=method)
        for invoice, part in (to or {}).items():
            _allocate(account, payment, standing, invoice, part, at=at)
        _told(payment, "payment.received", by=by, at=at)
    return payment


def allocate(*, payment: Payment, invoice: Invoice, amount: Decimal, by: Actor, at: datetime) -> Payment:
    """Put what is left of a payment to an invoice. Raises as `receive` does."""
    _must_be(amount)
    with transaction.atomic():
        account = lock_account(payment.patient_id, at=at)
        standing = PaymentStanding.objects.select_for_update(no_key=True).get(pk=payment.pk)
        _allocate(account, payment, standing, invoice, amount, at=at)
        _told(payment, "payment.allocated", by=by, at=at)
    return payment


def use_deposit(*, invoice: Invoice, by: Actor, at: datetime) -> Decimal:
    """Settle an invoice by what the patient's payments have left, the oldest first; how much it was.

    Doing it twice settles nothing more. Raises NothingFree.
    """
    used = Decimal(0)
    with transaction.atomic():
        account = lock_account(invoice.patient_id, at=at)
        is_open = InvoiceStanding.objects.get(pk=invoice.pk).open
        for payment in Payment.objects.filter(patient=invoice.patient_id).with_free_money():
            part = min(payment.standing.free, is_open - used)
            if part > 0:
                standing = PaymentStanding.objects.select_for_update(no_key=True).get(pk=payment.pk)
                _allocate(account, payment, standing, invoice, part, at=at)
                _told(payment, "payment.allocated", by=by, at=at)
                used += part
        if is_open and not used:
            raise NothingFree
    return used


def release(*, payment: Payment, invoice: Invoice, by: Actor, at: datetime) -> Payment:
    """Take this payment from an invoice again. Doing it twice changes nothing."""
    with transaction.atomic():
        account = lock_account(payment.patient_id, at=at)
        allocation = Allocation.objects.filter(payment=payment, invoice=invoice).first()
        standing = InvoiceStanding.objects.select_for_update(no_key=True).get(pk=invoice.pk)
        if allocation and release_inside(account=account, allocation=allocation, standing=standing, at=at):
            standing.save()
            _told(payment, "payment.released", by=by, at=at)
    return payment


def refund(
    *,
    payment: Payment,
    amount: Decimal,
    method: str,
    reason: str,
    key: UUID,
    by: Actor,
    at: datetime,
    desk: Desk | None = None,
) -> Refund:
    """Give back what is not put to an invoice; the same `key` is the same refund.

    Raises MoreThanFree, NotPositive, NotPayable, and NotInUse of the desk.
    """
    _must_be(amount)
    with transaction.atomic():
        account = lock_account(payment.patient_id, at=at)
        if known := Refund.objects.filter(key=key).first():
            return known
        standing = PaymentStanding.objects.select_for_update(no_key=True).get(pk=payment.pk)
        if amount > standing.free:
            raise MoreThanFree(field="amount")
        given = Refund.objects.create(
            payment=payment,
            key=key,
            method=method,
            amount=amount,
            reason=reason,
            refunded_on=day_of(at),
            refunded_at=at,
            given_by_id=by.id,
            given_by_name=by.name,
            **in_period_of(desk),
        )
        standing.refunded += amount
        standing.free -= amount
        standing.save()
        book(account, Movement.REFUNDED, amount, source=given.pk, at=at, method=method)
        _told(payment, "payment.refunded", by=by, at=at)
    return given


def _allocate(
    account: Account, payment: Payment, standing: PaymentStanding, invoice: Invoice, amount: Decimal, *, at: datetime
) -> None:
    if invoice.patient_id != payment.patient_id or invoice.is_credit_note:
        raise NotTheirs
    asked = InvoiceStanding.objects.select_for_update(no_key=True).get(pk=invoice.pk)
    if amount > asked.open:
        raise MoreThanOpen(field="amount")
    if amount > standing.free:
        raise MoreThanFree(field="amount")
    allocation = Allocation.objects.create(payment=payment, invoice=invoice, amount=amount, at=at)
    standing.allocated += amount
    standing.free -= amount
    standing.save()
    asked.settled += amount
    asked.open -= amount
    asked.save()
    book(account, Movement.ALLOCATED, amount, source=allocation.pk, at=at)


def _must_be(amount: Decimal) -> None:
    if amount <= 0:
        raise NotPositive(field="amount")
    if not is_exact(amount, current_clinic().currency):
        raise NotPayable(field="amount")


def _told(payment: Payment, event: str, *, by: Actor, at: datetime) -> None:
    audit.record(event=event, by=by, at=at, patients=[payment.patient_id], subject=payment)
    publish(kind=event, ids={"payment": payment.pk, "patient": payment.patient_id}, at=at)
