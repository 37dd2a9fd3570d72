"""The whole life of money, drawn at random and lived by several desks at once.

Whatever they do and in whichever order it happens: the ledger is balanced, numbers have no gap, nothing is
settled, refunded or credited beyond what there was, and what patients owe is what the ledger says.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from billing.actions import drafts, issuing, payments, write_offs
from billing.models import Allocation, Invoice, LedgerEntry, Payment, PaymentStanding, Series
from billing.queries.balances import balance_of, trial_balance
from clinics.kit.current import entering
from clinics.kit.refusal import Refusal
from clinics.models import Clinic
from patients.models import Patient
from tests.factories import billing, patients
from tests.factories.billing import AT, BILLER

DESKS = 3
AMOUNTS = some.decimals(min_value="0.01", max_value="500", places=2)
ACTS = some.one_of(
    some.tuples(some.just("invoice"), AMOUNTS),
    some.tuples(some.just("pay"), AMOUNTS),
    some.tuples(some.just("put"), AMOUNTS),
    some.tuples(some.just("take back"), AMOUNTS),
    some.tuples(some.just("refund"), AMOUNTS),
    some.tuples(some.just("credit"), AMOUNTS),
    some.tuples(some.just("write off"), AMOUNTS),
    some.tuples(some.just("empty draft"), AMOUNTS),
)
LIVES = some.lists(some.lists(ACTS, min_size=2, max_size=6), min_size=DESKS, max_size=DESKS)


class Desk:
    """Does acts about one patient, choosing among what it finds; twice each, as a nervous finger does."""

    def __init__(self, patient: Patient, seed: int) -> None:
        self.patient, self.turn = patient, seed

    def chosen(self, rows):
        found = list(rows)
        self.turn += 1
        return found[self.turn % len(found)] if found else None

    def invoices(self):
        return Invoice.objects.invoices().filter(patient=self.patient).order_by("number")

    def money(self):
        return Payment.objects.filter(patient=self.patient).order_by("id")

    def act(self, what: str, amount: Decimal) -> None:
        key, by = uuid4(), {"by": BILLER, "at": AT}
        invoice, payment = self.chosen(self.invoices()), self.chosen(self.money())
        if what == "invoice":
            draft = billing.draft(self.patient, str(amount), tax="7.5")
            self.twice(lambda: issuing.issue(draft=draft, **by))
        elif what == "empty draft":
            empty = drafts.start(patient=self.patient, **by)
            self.twice(lambda: issuing.issue(draft=empty, **by))
        elif what == "pay":
            part = {invoice: str(amount)} if invoice else {}
            self.twice(lambda: billing.pay(self.patient, str(amount), to=part, key=key))
        elif what == "put" and invoice and payment:
            self.once(lambda: payments.allocate(payment=payment, invoice=invoice, amount=amount, **by))
        elif what == "take back" and invoice and payment:
            self.twice(lambda: payments.release(payment=payment, invoice=invoice, **by))
        elif what == "refund" and payment:
            self.twice(
                lambda: payments.refund(payment=payment, amount=amount, method="cash", reason="x", key=key, **by)
            )
        elif what == "credit" and invoice:
            self.twice(lambda: issuing.credit(invoice=invoice, reason="x", key=key, **by))
        elif what == "write off" and invoice:
            self.twice(lambda: write_offs.write_off(invoice=invoice, amount=amount, reason="x", key=key, **by))

    def once(self, deed) -> None:
        with contextlib.suppress(Refusal):
            deed()

    def twice(self, deed) -> None:
        self.once(deed)
        self.once(deed)


@pytest.fixture(scope="module")
def desks() -> Iterator[ThreadPoolExecutor]:
    """Threads that keep their connections."""
    with ThreadPoolExecutor(DESKS) as pool:
        yield pool
        gate = threading.Barrier(DESKS)
        for closed in [pool.submit(lambda: (gate.wait(), connection.close())) for _desk in range(DESKS)]:
            closed.result()


def lived(clinic: Clinic, patient_id: UUID, acts, seed: int) -> None:
    with entering(clinic):
        desk = Desk(Patient.objects.get(pk=patient_id), seed)
        for what, amount in acts:
            desk.act(what, amount)


def live(clinic: Clinic, desks: ThreadPoolExecutor, lives) -> None:
    with entering(clinic):
        patient = patients.register(given=f"Ana{uuid4().hex[:6]}")
    done = [desks.submit(lived, clinic, patient.pk, acts, seed) for seed, acts in enumerate(lives)]
    for each in done:
        each.result()
    with entering(clinic):
        everything_adds_up(patient)


def everything_adds_up(patient: Patient) -> None:
    assert sum(trial_balance().values()) == 0
    for series in Series.objects.all():
        issued = Invoice.objects.filter(number__startswith=f"{series.name}-").count()
        assert issued == series.last_number
    entries = LedgerEntry.objects.filter(account__patient=patient)
    balance = balance_of(patient.pk)
    assert book_of(entries, "receivable") == balance.owed
    assert -book_of(entries, "deposit") == balance.deposit
    for standing in PaymentStanding.objects.filter(payment__patient=patient):
        put = Allocation.objects.filter(payment=standing.pk).aggregate(sum=Sum("amount"))["sum"] or 0
        assert put == standing.allocated
    for invoice in Invoice.objects.invoices().filter(patient=patient).select_related("standing"):
        put = Allocation.objects.filter(invoice=invoice).aggregate(sum=Sum("amount"))["sum"] or 0
        assert put == invoice.standing.settled


def book_of(entries, book: str) -> Decimal:
    came = entries.filter(debit=book).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    went = entries.filter(credit=book).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return came - went


UNHURRIED = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    "phases": (Phase.generate,),
    "database": None,
}


@settings(max_examples=15, **UNHURRIED)
@given(lives=LIVES)
def test_money_adds_up_whatever_three_desks_do(own_clinic, desks, lives):
    live(own_clinic, desks, lives)


@pytest.mark.slow
@settings(max_examples=2_000, **UNHURRIED)
@given(lives=LIVES)
def test_money_adds_up_in_two_thousand_lives(own_clinic, desks, lives):
    live(own_clinic, desks, lives)
