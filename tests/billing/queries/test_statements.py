"""A statement says what was owed, what happened, and what is owed, at the end of any day."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from billing.actions import issuing, papers, payments, write_offs
from billing.queries.balances import balance_of
from billing.queries.statements import statement, those_paid_for
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from patients.actions import particulars
from patients.models import Relationship
from tests.billing.papers import text_of
from tests.factories import billing, patients
from tests.factories.billing import AT, BILLER
from tests.factories.patients import REGISTRAR
from tests.statements import statements

DAY = date(2026, 11, 2)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def later(days: int):
    return AT + timedelta(days=days)


def read(*people, since=FIRST, until=LAST):
    return statement(people, since=since, until=until, currency="USD")


@pytest.fixture
def a_month(ana):
    """An invoice of 119 with its tax; 50 paid; another credited; 20 written off; a deposit, half of it given back."""
    first = billing.invoice(ana, "100", tax="19")
    billing.pay(ana, "50", to={first: "50"}, at=later(3))
    wrong = billing.invoice(ana, "30", at=later(4))
    issuing.credit(invoice=wrong, reason="Twice", key=uuid4(), by=BILLER, at=later(5))
    write_offs.write_off(invoice=first, amount=Decimal(20), reason="Kind", key=uuid4(), by=BILLER, at=later(6))
    deposit = billing.pay(ana, "40", method="card", at=later(7))
    payments.refund(
        payment=deposit, amount=Decimal(15), method="card", reason="Asked", key=uuid4(), by=BILLER, at=later(8)
    )
    return first


def test_each_movement_stands_once_with_the_balance_after_it(ana, a_month):
    said = read(ana)

    assert [(line.what, line.change, line.balance) for line in said.lines] == [
        ("Invoice 2026-00001", 119, 119),
        ("Payment: Cash", -50, 69),
        ("Invoice 2026-00002", 30, 99),
        ("Credit note C2026-00001", -30, 69),
        ("Written off of invoice 2026-00001", -20, 49),
        ("Payment: Card terminal", -40, 9),
        ("Refund: Card terminal", 15, 24),
    ]
    assert (said.opening, said.closing) == (0, 24)


def test_what_is_owed_at_the_end_is_the_balance_of_the_account(ana, a_month):
    assert read(ana).closing == balance_of(ana.pk).due


@pytest.mark.parametrize("cut", range(10))
def test_a_period_begins_with_what_the_one_before_ended_with(ana, a_month, cut):
    day = DAY + timedelta(days=cut)
    before, after = read(ana, until=day), read(ana, since=day + timedelta(days=1))

    assert after.opening == before.closing
    assert after.closing == 24
    assert len(before.lines) + len(after.lines) == 7


def test_what_is_open_is_told_by_age_as_of_the_last_day(ana, a_month):
    def amounts(until):
        return [age.amount for age in read(ana, until=until).ages]

    assert amounts(DAY) == [119, 0, 0, 0]
    assert amounts(DAY + timedelta(days=3)) == [69, 0, 0, 0]
    assert amounts(DAY + timedelta(days=4)) == [99, 0, 0, 0]
    assert amounts(LAST) == [49, 0, 0, 0]
    assert amounts(a_month.due_on + timedelta(days=30)) == [0, 49, 0, 0]
    assert amounts(a_month.due_on + timedelta(days=89)) == [0, 0, 49, 0]
    assert amounts(a_month.due_on + timedelta(days=400)) == [0, 0, 0, 49]


def test_nobody_elses_money_is_in_it(ana, a_month, birch):
    bea = patients.register(given="Bea")
    billing.invoice(bea, "7")
    with entering(birch):
        billing.invoice(patients.register(), "9")

    assert {line.whom for line in read(ana).lines} == {ana.name}
    assert read(bea).closing == 7


def test_it_costs_the_same_for_a_month_and_for_a_day(ana, a_month):
    with statements(10):
        read(ana)
    with statements(10):
        read(ana, until=DAY)


def tie(patient, other, kind):
    row = Relationship(patient=patient, other=other, kind=kind)
    particulars.add(patient=patient, row=row, by=REGISTRAR, at=AT)


def test_a_guarantor_is_told_of_minors_and_wards_from_whichever_chart_the_tie_stands_on(ana):
    child = patients.register(given="Child", birth_date=date(2015, 1, 1))
    grown = patients.register(given="Grown", birth_date=date(2000, 1, 1))
    other_child = patients.register(given="Other", birth_date=date(2008, 11, 3))
    ward = patients.register(given="Ward", birth_date=date(1950, 1, 1))
    spouse = patients.register(given="Spouse")
    tie(child, ana, "MTH")
    tie(grown, ana, "MTH")
    tie(ana, other_child, "CHILD")
    tie(ana, ward, "WARD")
    tie(ana, spouse, "SPS")

    found = those_paid_for(ana, to=REGISTRAR, day=DAY)

    assert {each.given for each in found} == {"Child", "Other", "Ward"}
    assert those_paid_for(child, to=REGISTRAR, day=DAY) == []
    assert "Other" not in {each.given for each in those_paid_for(ana, to=REGISTRAR, day=date(2026, 11, 3))}


def test_a_statement_of_several_says_of_whom_each_line_is(ana, a_month):
    child = patients.register(given="Child", birth_date=date(2015, 1, 1))
    billing.invoice(child, "10", at=later(9))
    said = read(ana, child)

    assert said.closing == 34
    assert said.lines[-1].whom == child.name


def test_the_pdf_has_every_line_and_names_all_its_people_in_the_trail(ana, a_month):
    child = patients.register(given="Child", birth_date=date(2015, 1, 1))
    billing.invoice(child, "10", at=later(9))
    said = read(ana, child)
    made = papers.statement_pdf(statement=said, by=BILLER, at=AT)
    text = text_of(made)

    for line in said.lines:
        assert line.what in text
    assert "$34.00" in text
    assert "1 Elm Street" in text
    assert made == papers.statement_pdf(statement=said, by=BILLER, at=AT)
    assert set(AuditEvent.objects.filter(event="statement.printed").first().patient_ids) == {ana.pk, child.pk}


def test_an_empty_period_is_a_paper_too(ana, a_month):
    said = read(ana, since=date(2027, 1, 1), until=date(2027, 1, 31))

    assert (said.opening, said.lines, said.closing) == (24, [], 24)
    assert "Nothing happened" in text_of(papers.statement_pdf(statement=said, by=BILLER, at=AT))
