"""Taking money from an invoice again: a part of other actions, inside their transaction and lock."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from billing.actions.ledger import book
from billing.models import Account, Allocation, InvoiceStanding, Movement, PaymentStanding


def release(*, account: Account, allocation: Allocation, standing: InvoiceStanding, at: datetime) -> Decimal:
    """Undo what is left of an allocation; returns how much. The caller saves the invoice's standing."""
    same = Allocation.objects.filter(payment=allocation.payment_id, invoice=allocation.invoice_id)
    left = sum((each.amount for each in same), Decimal(0))
    if left <= 0:
        return Decimal(0)
    undone = Allocation.objects.create(
        payment_id=allocation.payment_id, invoice_id=allocation.invoice_id, amount=-left, at=at
    )
    payment = PaymentStanding.objects.select_for_update(no_key=True).get(pk=allocation.payment_id)
    payment.allocated -= left
    payment.free += left
    payment.save()
    standing.settled -= left
    standing.open += left
    book(account, Movement.RELEASED, left, source=undone.pk, at=at)
    return left
