"""Fees and tax rates hold from a day until a day; what was charged keeps what it had."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from billing.actions import fees, payments, tax_rates
from billing.models import Fee, FeeList, InvoiceStanding, TaxRate
from billing.queries.balances import trial_balance
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.billing.actions.test_rivals import at_once
from tests.factories import billing, patients
from tests.factories.billing import AT, BILLER

NEW_YEAR = date(2027, 1, 1)


def follow(fee_list: FeeList, percent: str = "3", since: date = NEW_YEAR) -> FeeList:
    return fees.follow_list(
        fee_list=fee_list, name="2027", valid_from=since, change_percent=Decimal(percent), by=BILLER, at=AT
    )


def offered(day: date) -> dict[str, Decimal]:
    return {fee.code: fee.unit_amount for fee in Fee.objects.valid_on(day)}


def test_the_next_list_begins_as_this_one_ends_with_rounded_prices(in_alder):
    first = billing.fee("A", "80")
    billing.fee("B", "33.33")
    gone = billing.fee("C", "5")
    fees.change(fee=gone, display="C", unit_amount=gone.unit_amount, tax_percent=0, is_active=False, by=BILLER, at=AT)

    follow(first.fee_list)

    assert offered(NEW_YEAR - timedelta(days=1)) == {"A": 80, "B": Decimal("33.33")}
    assert offered(NEW_YEAR) == {"A": Decimal("82.40"), "B": Decimal("34.33")}


def test_a_list_that_has_ended_is_followed_later_and_charges_nothing_between(in_alder):
    first = billing.fee("A", "80").fee_list
    christmas = NEW_YEAR - timedelta(days=7)
    fees.end_list(fee_list=first, valid_until=christmas, by=BILLER, at=AT)

    follow(first)

    assert offered(christmas) == {}
    assert offered(NEW_YEAR) == {"A": Decimal("82.40")}


def test_a_list_does_not_end_before_it_begins_and_may_go_on_again(in_alder):
    fee_list = billing.fee().fee_list
    for day in (fee_list.valid_from, fee_list.valid_from - timedelta(days=1)):
        with pytest.raises(fees.EndsTooEarly):
            follow(fee_list, since=day)
    assert FeeList.objects.count() == 1
    fees.end_list(fee_list=fee_list, valid_until=NEW_YEAR, by=BILLER, at=AT)
    assert offered(NEW_YEAR) == {}

    fees.end_list(fee_list=fee_list, valid_until=None, by=BILLER, at=AT)

    assert set(offered(NEW_YEAR)) == {"D0120"}


def test_tax_rates_are_offered_from_a_day_until_a_day_in_their_clinic(in_alder, birch):
    rate = tax_rates.add(name="VAT", percent=Decimal(19), valid_from=NEW_YEAR, by=BILLER, at=AT)
    tax_rates.end(rate=rate, valid_until=date(2028, 1, 1), by=BILLER, at=AT)
    with pytest.raises(fees.EndsTooEarly):
        tax_rates.end(rate=rate, valid_until=NEW_YEAR, by=BILLER, at=AT)

    def valid(day):
        return list(TaxRate.objects.valid_on(day))

    assert valid(date(2026, 12, 31)) == valid(date(2028, 1, 1)) == []
    assert valid(NEW_YEAR) == valid(date(2027, 12, 31)) == [rate]
    assert AuditEvent.objects.filter(event__in=("tax_rate.added", "tax_rate.ended")).count() == 2
    with entering(birch):
        assert valid(NEW_YEAR) == []


def test_a_deposit_settles_an_invoice_oldest_payment_first_and_no_more_than_is_open(ana):
    first, second = billing.pay(ana, "30"), billing.pay(ana, "50", at=AT + timedelta(hours=1))
    invoice = billing.invoice(ana, "60")

    assert payments.use_deposit(invoice=invoice, by=BILLER, at=AT) == 60
    assert payments.use_deposit(invoice=invoice, by=BILLER, at=AT) == 0

    assert (first.standing.free, second.standing.free) == (30, 50)  # as they were when they were taken
    first.standing.refresh_from_db()
    second.standing.refresh_from_db()
    assert (first.standing.free, second.standing.free) == (0, 20)


def test_without_a_deposit_it_is_refused_and_nobody_elses_is_used(ana):
    billing.pay(patients.register(given="Bea"), "100")

    with pytest.raises(payments.NothingFree):
        payments.use_deposit(invoice=billing.invoice(ana, "60"), by=BILLER, at=AT)


def test_a_deposit_used_at_eight_desks_at_once_is_used_once(own_clinic):
    with entering(own_clinic):
        ana = patients.register()
        billing.pay(ana, "100")
        invoices = [billing.invoice(ana, "60") for _each in range(2)]

    acts = [
        lambda invoice=invoices[number % 2]: payments.use_deposit(invoice=invoice, by=BILLER, at=AT)
        for number in range(8)
    ]
    found = at_once(own_clinic, acts)

    assert sum(each for each in found if isinstance(each, Decimal)) == 100
    with entering(own_clinic):
        assert sorted(InvoiceStanding.objects.values_list("open", flat=True)) == [0, 20]
        assert sum(trial_balance().values()) == 0
