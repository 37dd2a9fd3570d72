"""Several desks at once, on real connections: each act has one effect, and numbers have no gap."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection

from billing.actions import issuing, payments
from billing.models import Invoice, InvoiceStanding
from billing.queries.balances import trial_balance
from clinics.kit.current import entering
from clinics.kit.refusal import Refusal
from tests.factories import billing, patients
from tests.factories.billing import AT, BILLER

DESKS = 8


def at_once(clinic, acts: list[Callable[[], object]]) -> list[object]:
    """Do all of these at the same time, each on its own connection; what each returned or raised."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def work(index: int, act: Callable[[], object]) -> None:
        try:
            with entering(clinic):
                gate.wait()
                found[index] = act()
        except Exception as failure:  # noqa: BLE001  told by the test, not lost in a thread
            found[index] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def people(own_clinic):
    with entering(own_clinic):
        return [patients.register(given=f"Ana{number}") for number in range(4)]


def test_invoices_issued_at_once_are_numbered_without_a_gap(own_clinic, people):
    with entering(own_clinic):
        drafts = [billing.draft(people[number % 4], "10") for number in range(DESKS * 3)]
    for start in range(0, len(drafts), DESKS):
        acts = [lambda draft=draft: issuing.issue(draft=draft, by=BILLER, at=AT) for draft in drafts[start:][:DESKS]]
        assert all(isinstance(each, Invoice) for each in at_once(own_clinic, acts))

    with entering(own_clinic):
        numbers = sorted(Invoice.objects.values_list("number", flat=True))
        assert numbers == [f"2026-{number:05d}" for number in range(1, len(drafts) + 1)]
        assert sum(trial_balance().values()) == 0


def test_one_draft_issued_by_all_desks_is_one_invoice(own_clinic, people):
    with entering(own_clinic):
        draft = billing.draft(people[0], "10")

    found = at_once(own_clinic, [lambda: issuing.issue(draft=draft, by=BILLER, at=AT)] * DESKS)

    assert {getattr(each, "pk", each) for each in found} == {found[0].pk}


def test_an_invoice_paid_by_all_desks_is_paid_once(own_clinic, people):
    with entering(own_clinic):
        made = billing.invoice(people[0], "100")

    def pay() -> object:
        return billing.pay(people[0], "100", to={made: "100"}, key=uuid4())

    kinds = Counter(type(each) for each in at_once(own_clinic, [pay] * DESKS))

    assert kinds == {payments.Payment: 1, payments.MoreThanOpen: DESKS - 1}
    with entering(own_clinic):
        assert InvoiceStanding.objects.get(pk=made.pk).open == 0
        assert sum(trial_balance().values()) == 0


def test_crediting_and_paying_at_once_leaves_no_money_behind(own_clinic, people):
    with entering(own_clinic):
        made = billing.invoice(people[0], "100")

    acts: list[Callable[[], object]] = [
        lambda: issuing.credit(invoice=made, reason="Wrong", key=uuid4(), by=BILLER, at=AT),
        lambda: billing.pay(people[0], "100", to={made: "100"}, key=uuid4()),
    ]
    found = at_once(own_clinic, acts * 4)

    assert all(isinstance(each, Invoice | payments.Payment | Refusal) for each in found), found
    with entering(own_clinic):
        row = InvoiceStanding.objects.get(pk=made.pk)
        assert (row.credited, row.settled, row.open) == (Decimal(100), 0, 0)
        assert sum(trial_balance().values()) == 0
