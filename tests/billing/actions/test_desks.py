"""Desks: opened with what lies in them, counted once, and nothing that is taken is in no cash-up."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from uuid import uuid4

import pytest

from billing.actions import desks, payments
from billing.models import CashUp, Desk, Payment
from billing.queries.desks import expected, lines_of
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.billing.actions.test_rivals import at_once
from tests.factories import billing, patients
from tests.factories.billing import AT, BILLER

ZERO = Decimal(0)


def opened(float_amount: str = "150", name: str = "Front desk"):
    desk = desks.add(name=name, by=BILLER, at=AT)
    return desks.open_desk(desk=desk, float_amount=Decimal(float_amount), by=BILLER, at=AT)


def close(opening, cash: str, card: str = "0", transfer: str = "0", reason: str = "", **more) -> CashUp:
    counted = {"cash": Decimal(cash), "card": Decimal(card), "transfer": Decimal(transfer)}
    return desks.close(
        opening=opening, counted=counted, reason=reason, **{"key": uuid4(), "by": BILLER, "at": AT} | more
    )


def told(cash_up: CashUp) -> dict[str, tuple[Decimal, Decimal]]:
    return {line.method: (line.expected, line.difference) for line in lines_of(cash_up)}


def test_what_should_be_there_is_the_float_and_what_came_less_what_went_at_this_desk(ana):
    opening = opened()
    other = opened("20", name="Upstairs")
    paid = billing.pay(ana, "50", desk=opening.desk)
    billing.pay(ana, "30", method="card", desk=opening.desk)
    billing.pay(ana, "7", desk=other.desk)
    billing.pay(ana, "9")
    payments.refund(
        payment=paid, amount=Decimal(5), method="cash", reason="", key=uuid4(), by=BILLER, at=AT, desk=opening.desk
    )

    assert {each.method: each.amount for each in expected(opening)} == {"cash": 195, "card": 30, "transfer": 0}


def test_a_desk_that_was_taken_out_of_use_meanwhile_takes_no_money(ana):
    opening = opened()
    known = Desk.objects.get()
    paid = billing.pay(ana, "50")
    close(opening, "150")
    desks.change(desk=known, name=known.name, is_active=False, by=BILLER, at=AT)

    with pytest.raises(desks.NotInUse):
        billing.pay(ana, "7", desk=known)
    with pytest.raises(desks.NotInUse):
        payments.refund(
            payment=paid, amount=Decimal(5), method="cash", reason="", key=uuid4(), by=BILLER, at=AT, desk=known
        )
    with pytest.raises(desks.NotInUse):
        desks.open_desk(desk=known, float_amount=ZERO, by=BILLER, at=AT)
    assert list(Payment.objects.all()) == [paid]


def test_a_count_that_is_right_needs_no_reason_and_one_that_is_not_does(ana):
    opening = opened()
    billing.pay(ana, "50", desk=opening.desk)
    with pytest.raises(desks.ReasonNeeded):
        close(opening, "195")
    assert not CashUp.objects.exists()

    cash_up = close(opening, "195", reason="Gave 5 too much")

    assert told(cash_up) == {"cash": (200, -5), "card": (0, 0), "transfer": (0, 0)}
    assert cash_up.difference == -5
    assert AuditEvent.objects.get(event="desk.closed").patient_ids == []
    assert told(close(opened(name="Upstairs"), "150"))["cash"] == (150, 0)


def test_what_is_taken_after_closing_is_in_the_next_cash_up_even_before_the_desk_is_open_again(ana):
    first = opened()
    close(first, "150")
    late = billing.pay(ana, "50", desk=first.desk)
    second = desks.open_desk(desk=first.desk, float_amount=Decimal(100), by=BILLER, at=AT)
    billing.pay(ana, "25", desk=first.desk)

    assert (late.desk_period, second.period) == (2, 2)
    assert told(close(second, "175"))["cash"] == (175, 0)


def test_a_desk_is_opened_once_and_closed_once(ana):
    opening, key = opened(), uuid4()
    with pytest.raises(desks.OpenAlready):
        desks.open_desk(desk=opening.desk, float_amount=ZERO, by=BILLER, at=AT)

    closed = close(opening, "150", key=key)

    assert close(opening, "150", key=key) == closed
    with pytest.raises(desks.ClosedMeanwhile):
        close(opening, "150")
    assert CashUp.objects.count() == 1


@pytest.mark.parametrize(("amount", "refusal"), [("-1", desks.BelowZero), ("1.005", desks.NotPayable)])
def test_a_count_is_an_amount_of_money(in_alder, amount, refusal):
    with pytest.raises(refusal) as refused:
        close(opened(), amount)
    assert refused.value.field == "cash"


def test_a_desk_leaves_use_only_when_it_is_counted(ana):
    opening = opened()
    away = {"name": "Front desk", "is_active": False, "by": BILLER, "at": AT}
    with pytest.raises(desks.NotCounted):
        desks.change(desk=opening.desk, **away)
    close(opening, "150")
    desks.change(desk=opening.desk, **away)

    assert not Desk.objects.in_use().exists()


def test_two_desks_do_not_have_one_name(in_alder, birch):
    desks.add(name="Front desk", by=BILLER, at=AT)
    with pytest.raises(desks.NameTaken):
        desks.add(name="Front desk", by=BILLER, at=AT)
    with entering(birch):
        desks.add(name="Front desk", by=BILLER, at=AT)


def test_eight_people_who_close_at_once_close_it_once(own_clinic):
    with entering(own_clinic):
        opening = opened()

    kinds = Counter(type(each) for each in at_once(own_clinic, [lambda: close(opening, "150")] * 8))

    assert kinds == {CashUp: 1, desks.ClosedMeanwhile: 7}


def test_money_taken_while_the_desk_is_closed_is_in_one_cash_up_and_no_other(own_clinic):
    with entering(own_clinic):
        people = [patients.register(given=f"Ana{number}") for number in range(6)]
        opening = opened("0")
    acts = [lambda who=who: billing.pay(who, "10", desk=opening.desk) for who in people]
    acts.insert(3, lambda: close(opening, "0", reason="Counted while money came"))

    found = at_once(own_clinic, acts)

    assert Counter(type(each) for each in found) == {Payment: 6, CashUp: 1}
    with entering(own_clinic):
        first = told(CashUp.objects.get())["cash"][0]
        assert first == 10 * Payment.objects.filter(desk_period=1).count()
        again = desks.open_desk(desk=opening.desk, float_amount=ZERO, by=BILLER, at=AT)
        assert first + told(close(again, "0", reason="Test"))["cash"][0] == 60
