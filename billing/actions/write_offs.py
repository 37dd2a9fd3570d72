"""Giving up what will not be paid."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from billing.actions.ledger import book, lock_account
from billing.actions.payments import MoreThanOpen, NotPositive
from billing.models import Invoice, InvoiceStanding, Movement, WriteOff
from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.kit.actor import Actor


def write_off(*, invoice: Invoice, amount: Decimal, reason: str, key: UUID, by: Actor, at: datetime) -> WriteOff:
    """Ask no longer for this much of an invoice; the same `key` is the same write-off.

    Raises NotPositive, MoreThanOpen.
    """
    if amount <= 0:
        raise NotPositive(field="amount")
    with transaction.atomic():
        account = lock_account(invoice.patient_id, at=at)
        if known := WriteOff.objects.filter(key=key).first():
            return known
        standing = InvoiceStanding.objects.select_for_update(no_key=True).get(pk=invoice.pk)
        if amount > standing.open:
            raise MoreThanOpen(field="amount")
        given_up = WriteOff.objects.create(
            invoice=invoice, key=key, amount=amount, reason=reason, at=at, by_id=by.id, by_name=by.name
        )
        standing.written_off += amount
        standing.open -= amount
        standing.save()
        book(account, Movement.WRITTEN_OFF, amount, source=given_up.pk, at=at)
        audit.record(event="invoice.written_off", by=by, at=at, patients=[invoice.patient_id], subject=invoice)
        publish(kind="invoice.written_off", ids={"invoice": invoice.pk, "patient": invoice.patient_id}, at=at)
    return given_up
