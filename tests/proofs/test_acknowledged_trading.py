"""Booking and paying under kills: nothing acknowledged is lost, nothing is done twice, and the books are right.

Programs and browser sessions book appointments over each other, write invoices, take payments and invite people,
while web processes, the worker, the dispatcher and the database get SIGKILL. The control shows that the test can
see a loss.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

import pytest

from tests.processes import Server
from tests.proofs import kills
from tests.proofs.background import background
from tests.proofs.clients import at_work
from tests.proofs.stage import Stage, installed
from tests.proofs.trading import REFUSED, Books, Office, clients, set_up

pytestmark = pytest.mark.slow
SECONDS = 60
PAUSE = 2.5
PATIENCE = 120


@pytest.fixture(scope="module")
def stage():
    with installed(API_RATE="100000/min") as made:
        yield made


@pytest.fixture(scope="module")
def office(stage) -> Office:
    return set_up(stage)


def test_nothing_acknowledged_is_lost_or_done_twice(stage, office):
    kills.assert_durable(stage)
    books = Books()

    with stage.serving() as server, background(stage.environment, stage.folder) as behind:
        killer = kills.Killer(stage, server, behind, pause=PAUSE)
        lost_answers = at_work(clients(stage, server, books, office), SECONDS, killer)
        assert killer.spared == set()
        assert lost_answers, "no client noticed a kill: nothing was tried"
        assert min(map(len, (books.done(books.booked), books.done(books.paid), books.issued, books.invited))) > 5
        bookings_are_right(stage, server, office, books)
        payments_are_right(stage, server, office, books)
        invoices_are_right(stage, server, office, books)
        mail_leaves(stage, books)
    the_books_balance(stage)


def bookings_are_right(stage: Stage, server: Server, office: Office, books: Books) -> None:
    found = stage.listed(server, "/appointments/", office.known["token"])
    told_apart(books.booked, ((each["reason"], each["id"]) for each in found))
    traced = stage.traced("appointment.booked", of="subject_id")
    assert traced == Counter(each["id"] for each in found)
    told = stage.asked("SELECT ids->>'appointment' FROM {}.events_domainevent WHERE kind = 'appointment.booked'")
    assert Counter(row[0] for row in told) == traced


def payments_are_right(stage: Stage, server: Server, office: Office, books: Books) -> None:
    found = stage.listed(server, "/payments/", office.known["token"])
    told_apart(books.paid, ((each["amount"], each["id"]) for each in found))
    assert stage.traced("payment.received", of="subject_id") == Counter(each["id"] for each in found)


def told_apart(asked: dict[str, str], found: Iterable[tuple[str, str]]) -> None:
    """What was acknowledged is there with the id that was told, what was refused is not, nothing is there twice."""
    rows = list(found)
    there = dict(rows)
    assert len(there) == len(rows), Counter(name for name, _id in rows).most_common(3)
    done = {name: told for name, told in asked.items() if told != REFUSED}
    assert {name: told for name, told in done.items() if name not in there or told not in ("", there[name])} == {}
    assert {name for name, told in asked.items() if told == REFUSED} & set(there) == set()


def invoices_are_right(stage: Stage, server: Server, office: Office, books: Books) -> None:
    found = {each["id"]: each for each in stage.listed(server, "/invoices/", office.known["token"])}
    lines = {key: [line["unit_amount"] for line in each["lines"]] for key, each in found.items()}
    assert {key: lines.get(key) for key, amounts in books.issued.items() if lines.get(key) != amounts} == {}
    assert Counter(amount for amounts in lines.values() for amount in amounts).most_common(1)[0][1] == 1
    numbers = sorted(each["number"] for each in found.values())
    year = numbers[0].split("-")[0]
    assert numbers == [f"{year}-{number:05d}" for number in range(1, len(numbers) + 1)]
    assert stage.traced("invoice.issued", of="subject_id") == Counter(list(found))


def mail_leaves(stage: Stage, books: Books) -> None:
    """Each booking and each invitation wrote one message, and in the end all that was written has left."""
    until = time.monotonic() + PATIENCE
    while waiting(stage) and time.monotonic() < until:
        time.sleep(0.5)
    assert waiting(stage) == set()
    booked = stage.asked("SELECT id FROM {}.appointments_appointment")
    told = stage.asked("SELECT appointment_id FROM {}.appointments_appointmentnotice WHERE mail_id IS NOT NULL")
    assert Counter(told) == Counter(booked)
    invited = stage.asked("SELECT lower(email) FROM {}.staff_invitation")
    assert books.invited <= {email for (email,) in invited}
    written = stage.asked("SELECT id FROM {}.events_outgoingmail WHERE purpose = 'invitation'")
    assert len(written) == len(invited)


def waiting(stage: Stage) -> set[tuple]:
    """Bookings of which nobody was told, and messages that have not left."""
    untold = stage.asked(
        "SELECT id FROM {0}.appointments_appointment"
        " EXCEPT SELECT appointment_id FROM {0}.appointments_appointmentnotice"
    )
    return {*untold, *stage.asked("SELECT id FROM {}.events_outgoingmail WHERE state <> 'kept'")}


def the_books_balance(stage: Stage) -> None:
    """The trial balance is zero, and each book says what invoices and payments say."""
    balance: Counter[str] = Counter()
    for debit, credit, amount in stage.asked("SELECT debit, credit, amount FROM {}.billing_ledgerentry"):
        balance[debit] += amount
        balance[credit] -= amount
    assert sum(balance.values()) == 0
    [(asked, open_)] = stage.asked("SELECT sum(total), sum(open) FROM {}.billing_invoicestanding")
    [(received, free)] = stage.asked("SELECT sum(amount), sum(free) FROM {}.billing_paymentstanding")
    assert balance["receivable"] == open_
    assert balance["deposit"] == -free
    assert balance["revenue"] + balance["tax"] == -asked
    assert balance["cash"] + balance["card"] + balance["transfer"] == received


def test_the_control_loses_what_was_acknowledged(stage, office):
    """Without waiting for the disk something is lost, so the test above can see it."""
    kills.lose(stage)
    try:
        with stage.serving() as server:
            for _attempt in range(5):
                books = Books()
                at_work(clients(stage, server, books, office), 3, lambda: time.sleep(1))
                stage.kill_database()
                there = {each["reason"] for each in stage.listed(server, "/appointments/", office.known["token"])}
                if books.done(books.booked) - there:
                    return
    finally:
        kills.keep(stage)
    pytest.fail("no acknowledged booking was lost even with synchronous_commit off")
