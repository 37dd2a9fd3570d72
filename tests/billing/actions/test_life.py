"""From a draft to money and back: each act once, never more than there is, always balanced."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from billing.actions import drafts, issuing, payments, write_offs
from billing.models import Invoice, InvoiceStanding, LedgerEntry, Payment, PaymentStanding
from billing.queries.balances import aging, balance_of, takings, trial_balance
from clinics.audit.models import AuditEvent
from tests.factories import billing, patients
from tests.factories.billing import AT, BILLER, DAY


def standing(invoice) -> dict[str, Decimal]:
    row = InvoiceStanding.objects.get(pk=invoice.pk)
    return {name: getattr(row, name) for name in ("settled", "credited", "written_off", "open")}


def is_balanced() -> bool:
    return sum(trial_balance().values()) == 0


def test_an_issued_invoice_copies_what_the_draft_says(ana):
    made = billing.invoice(ana, "80", "20", tax="7")

    assert (made.net, made.tax, made.total) == (Decimal(100), Decimal("7.00"), Decimal("107.00"))
    assert made.buyer_name == "Ana Ruiz"
    assert "1 Elm Street" in made.buyer_address
    assert [line.display for line in made.lines.all()] == ["Service 0", "Service 1"]
    assert standing(made)["open"] == Decimal(107)
    assert is_balanced()


def test_numbers_have_no_gap_even_after_a_refusal(ana):
    first = billing.invoice(ana)
    empty = drafts.start(patient=ana, by=BILLER, at=AT)
    with pytest.raises(issuing.NothingToIssue):
        issuing.issue(draft=empty, by=BILLER, at=AT)
    second = billing.invoice(ana)

    assert (first.number, second.number) == ("2026-00001", "2026-00002")


def test_a_draft_issued_twice_is_one_invoice(ana):
    draft = billing.draft(ana)

    assert issuing.issue(draft=draft, by=BILLER, at=AT) == issuing.issue(draft=draft, by=BILLER, at=AT)
    assert Invoice.objects.count() == 1


def test_what_was_issued_cannot_be_changed_or_deleted(ana):
    made = billing.invoice(ana)

    for statement in (
        lambda: Invoice.objects.filter(pk=made.pk).update(total=1),
        lambda: LedgerEntry.objects.all().delete(),
        lambda: made.lines.update(quantity=2),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            statement()


def test_a_payment_settles_invoices_and_leaves_a_deposit(ana):
    made = billing.invoice(ana, "100")

    payment = billing.pay(ana, "150", to={made: "100"})

    assert standing(made)["open"] == 0
    assert PaymentStanding.objects.get(pk=payment.pk).free == Decimal(50)
    assert balance_of(ana.pk).due == Decimal(-50)
    assert is_balanced()


def test_a_double_click_takes_money_once(ana):
    made, key = billing.invoice(ana, "100"), uuid4()

    first, second = (billing.pay(ana, "100", to={made: "100"}, key=key) for _time in range(2))

    assert first == second
    assert Payment.objects.count() == 1
    assert LedgerEntry.objects.filter(movement="paid").count() == 1


@pytest.mark.parametrize(
    ("amount", "part", "refusal"),
    [("100", "101", payments.MoreThanOpen), ("50", "60", payments.MoreThanFree), ("0", "0", payments.NotPositive)],
)
def test_more_than_there_is_is_refused_and_nothing_is_left(ana, amount, part, refusal):
    made = billing.invoice(ana, "100")

    with pytest.raises(refusal):
        billing.pay(ana, amount, to={made: part})

    assert not Payment.objects.exists()
    assert standing(made)["open"] == Decimal(100)


def test_an_amount_the_currency_does_not_have_is_refused(ana):
    with pytest.raises(billing.fees.NotPayable):
        billing.pay(ana, "10.005")


def test_an_invoice_of_somebody_else_is_not_paid(ana):
    other = billing.invoice(patients.register(given="Bea"), "100")

    with pytest.raises(payments.NotTheirs):
        billing.pay(ana, "100", to={other: "100"})


def test_a_deposit_is_refunded_but_not_what_settles_an_invoice(ana):
    made = billing.invoice(ana, "100")
    payment = billing.pay(ana, "150", to={made: "100"})
    give = {"method": "cash", "reason": "Paid twice", "by": BILLER, "at": AT}

    with pytest.raises(payments.MoreThanFree):
        payments.refund(payment=payment, amount=Decimal(51), key=uuid4(), **give)
    key = uuid4()
    for _time in range(2):
        payments.refund(payment=payment, amount=Decimal(50), key=key, **give)

    assert balance_of(ana.pk).deposit == 0
    assert [(each.received, each.refunded) for each in takings(DAY) if each.method == "cash"] == [(150, 50)]
    assert is_balanced()


def test_a_credit_note_gives_back_what_was_paid(ana):
    made = billing.invoice(ana, "100", tax="10")
    billing.pay(ana, "60", to={made: "60"})

    note = issuing.credit(invoice=made, reason="Wrong patient", key=uuid4(), by=BILLER, at=AT)

    assert (note.number, note.total) == ("C2026-00001", Decimal(110))
    assert standing(made) == {"settled": 0, "credited": 110, "written_off": 0, "open": 0}
    assert balance_of(ana.pk).due == Decimal(-60)
    with pytest.raises(issuing.NothingToCredit):
        issuing.credit(invoice=made, reason="Again", key=uuid4(), by=BILLER, at=AT)
    assert is_balanced()


def test_what_is_written_off_is_not_asked_for_any_more(ana):
    made = billing.invoice(ana, "100")

    write_offs.write_off(invoice=made, amount=Decimal(30), reason="Hardship", key=uuid4(), by=BILLER, at=AT)

    assert standing(made)["open"] == Decimal(70)
    with pytest.raises(payments.MoreThanOpen):
        billing.pay(ana, "100", to={made: "100"})
    assert is_balanced()


def test_the_database_itself_refuses_to_settle_more_than_was_asked(ana):
    made = billing.invoice(ana, "100")

    with pytest.raises(IntegrityError, match="no_more_is_settled_than_was_asked"), transaction.atomic():
        InvoiceStanding.objects.filter(pk=made.pk).update(settled=101, open=-1)


def test_open_amounts_are_told_by_age(ana):
    billing.invoice(ana, "100")

    assert [age.amount for age in aging(DAY)] == [100, 0, 0, 0]
    assert [age.amount for age in aging(DAY.replace(year=2027))] == [0, 0, 0, 100]


def test_each_act_names_the_patient_in_the_trail(ana):
    made = billing.invoice(ana, "100")
    billing.pay(ana, "100", to={made: "100"})

    events = AuditEvent.objects.filter(event__in=["invoice.issued", "payment.received"])
    assert [event.patient_ids for event in events] == [[ana.pk], [ana.pk]]


def test_several_services_are_put_on_a_draft_at_once(ana):
    draft = drafts.start(patient=ana, by=BILLER, at=AT)
    done = [billing.fee("A1", "80"), billing.fee("B2", "12.50")]

    drafts.add_fees(draft=draft, fees=done, served_on=AT.date(), by=BILLER, at=AT)

    draft.refresh_from_db()
    assert [(line.code, line.unit_amount) for line in draft.lines.all()] == [("A1", 80), ("B2", Decimal("12.50"))]
    assert AuditEvent.objects.filter(event="invoice.draft_changed").count() == 1


def test_a_draft_takes_two_hundred_lines_however_they_come(ana):
    draft = drafts.start(patient=ana, by=BILLER, at=AT)
    fee = billing.fee("A1", "80")
    drafts.add_fees(draft=draft, fees=[fee] * 199, served_on=AT.date(), by=BILLER, at=AT)

    with pytest.raises(drafts.TooManyLines):
        drafts.add_fees(draft=draft, fees=[fee, fee], served_on=AT.date(), by=BILLER, at=AT)
    drafts.add_fee(draft=draft, fee=fee, quantity=1, served_on=AT.date(), by=BILLER, at=AT)
    with pytest.raises(drafts.TooManyLines):
        drafts.add_fee(draft=draft, fee=fee, quantity=1, served_on=AT.date(), by=BILLER, at=AT)
