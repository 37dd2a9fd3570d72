"""What patients owe and what the clinic owes them, out of the ledger and the standings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum

from billing.models import Book, Invoice, InvoiceStanding, LedgerEntry, PaymentStanding

ZERO = Decimal(0)
AGES = (0, 30, 60, 90)


@dataclass(frozen=True)
class Balance:
    """`owed` is open on invoices, `deposit` what was paid and not used; both positive."""

    owed: Decimal = ZERO
    deposit: Decimal = ZERO

    @property
    def due(self) -> Decimal:
        """What the patient would have to pay now; negative when the clinic holds more."""
        return self.owed - self.deposit


def balance_of(patient_id: UUID) -> Balance:
    """Two statements."""
    owed = InvoiceStanding.objects.filter(invoice__patient=patient_id).aggregate(sum=Sum("open"))["sum"]
    return Balance(owed or ZERO, deposit_of(patient_id))


def deposit_of(patient_id: UUID) -> Decimal:
    """What was paid and not used; one statement."""
    found = PaymentStanding.objects.filter(payment__patient=patient_id).aggregate(sum=Sum("free"))["sum"]
    return found or ZERO


@dataclass(frozen=True)
class Age:
    """Open amounts that are this old: `since` days past due, until `until` (None: and older)."""

    since: int
    until: int | None
    amount: Decimal
    count: int


def aging(day: date) -> list[Age]:
    """Everything open by how long it is past due; not yet due counts as the youngest."""
    found = []
    bounds: Iterable[tuple[int, int | None]] = zip(AGES, (*AGES[1:], None), strict=True)
    for since, until in bounds:
        condition = Q() if until is None else Q(due_on__gt=day - timedelta(days=until))
        if since:
            condition &= Q(due_on__lte=day - timedelta(days=since))
        open_ones = Invoice.objects.open().filter(condition)
        summed = open_ones.aggregate(sum=Sum("standing__open"))["sum"] or ZERO
        found.append(Age(since, until, summed, open_ones.count()))
    return found


def trial_balance() -> dict[str, Decimal]:
    """Each book's debits less its credits; together they are zero."""
    found = dict.fromkeys(Book.values, ZERO)
    for row in LedgerEntry.objects.values("debit", "credit").order_by().annotate(sum=Sum("amount")):
        found[row["debit"]] += row["sum"]
        found[row["credit"]] -= row["sum"]
    return found


@dataclass(frozen=True)
class Takings:
    """What one method brought and gave back on a day."""

    method: str
    received: Decimal
    refunded: Decimal

    @property
    def net(self) -> Decimal:
        return self.received - self.refunded


def takings(day: date) -> list[Takings]:
    """Money in and out by method, for counting the till; two statements."""
    entries = LedgerEntry.objects.filter(day=day)
    came = dict(entries.filter(movement="paid").values_list("debit").order_by().annotate(sum=Sum("amount")))
    went = dict(entries.filter(movement="refunded").values_list("credit").order_by().annotate(sum=Sum("amount")))
    return [Takings(book, came.get(book, ZERO), went.get(book, ZERO)) for book in ("cash", "card", "transfer")]
