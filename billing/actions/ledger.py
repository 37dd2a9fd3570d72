"""Writing the ledger: the patient's account is locked first, then everything else. For other actions."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from billing.models import Account, Book, LedgerEntry, Movement
from clinics.kit.current import current_clinic
from patients.models import Patient

SIDES: dict[Movement, tuple[Book, Book]] = {
    Movement.INVOICED: (Book.RECEIVABLE, Book.REVENUE),
    Movement.TAXED: (Book.RECEIVABLE, Book.TAX),
    Movement.CREDITED: (Book.REVENUE, Book.RECEIVABLE),
    Movement.TAX_CREDITED: (Book.TAX, Book.RECEIVABLE),
    Movement.ALLOCATED: (Book.DEPOSIT, Book.RECEIVABLE),
    Movement.RELEASED: (Book.RECEIVABLE, Book.DEPOSIT),
    Movement.WRITTEN_OFF: (Book.WRITE_OFF, Book.RECEIVABLE),
}
"""Debit and credit of what does not depend on how it was paid."""


def lock_account(patient_id: UUID, *, at: datetime) -> Account:
    """The patient's account, nobody else moving their money until the transaction ends."""
    known = Account.objects.locked().filter(patient_id=patient_id)
    if account := next(iter(known), None):
        return account
    Account.objects.bulk_create([Account(patient_id=patient_id, opened_at=at)], ignore_conflicts=True)
    return Account.objects.locked().get(patient_id=patient_id)


def book(
    account: Account, movement: Movement, amount: Decimal, *, source: UUID, at: datetime, method: str = ""
) -> LedgerEntry | None:
    """Write one movement; `method` says into or out of which till. Nothing is nothing to write."""
    if not amount:
        return None
    if movement == Movement.PAID:
        debit, credit = Book(method), Book.DEPOSIT
    elif movement == Movement.REFUNDED:
        debit, credit = Book.DEPOSIT, Book(method)
    else:
        debit, credit = SIDES[movement]
    return LedgerEntry.objects.create(
        account=account,
        movement=movement,
        debit=debit,
        credit=credit,
        amount=amount,
        currency=current_clinic().currency,
        source_id=source,
        day=day_of(at),
        at=at,
    )


def day_of(at: datetime) -> date:
    """The clinic's day."""
    return at.astimezone(ZoneInfo(current_clinic().time_zone)).date()


def account_of(patient: Patient) -> Account | None:
    return Account.objects.filter(patient=patient).first()
