"""An invoice as PDF: all that was issued, in the clinic's language and look of that day."""

import re

from billing.actions import issuing, letterheads, papers, write_offs
from billing.models import Invoice, Letterhead
from clinics.audit.models import AuditEvent
from tests.billing.papers import text_of
from tests.factories import billing
from tests.factories.billing import AT, BILLER
from tests.statements import statements

WORDS = {
    "name": "Alder Dental LLC",
    "address": "1 Elm Street\nBoston",
    "tax_numbers": "EIN 12-3456789",
    "payment": "IBAN DE02 1203",
    "footer": "Open from 8 to 6",
}


def pdf(invoice: Invoice) -> bytes:
    return papers.invoice_pdf(invoice=Invoice.objects.for_paper().get(pk=invoice.pk), by=BILLER, at=AT)


def flat(invoice: Invoice) -> str:
    return re.sub(r"\s+", " ", text_of(pdf(invoice)))


def test_it_says_who_asks_whom_for_what_and_how_to_pay(ana):
    letterheads.write(**WORDS, by=BILLER, at=AT)
    text = flat(billing.invoice(ana, "100"))

    for words in ("Alder Dental LLC", "1 Elm Street Boston", "EIN 12-3456789", "IBAN DE02 1203", "Open from 8 to 6"):
        assert words in text
    assert "Ana Ruiz" in text
    assert "Invoice 2026-00001" in text
    assert "Service 0 1 $100.00 $100.00 Total $100.00" in text


def test_tax_is_told_by_rate(ana):
    draft = billing.draft(ana, "100", tax="19")
    billing.add_line(draft, "50", tax="7")
    billing.add_line(draft, "10", tax="19")
    text = flat(issuing.issue(draft=draft, by=BILLER, at=AT))

    assert "Net $160.00 Tax 7% on $50.00 $3.50 Tax 19% on $110.00 $20.90 Total $184.40" in text


def test_payments_credits_and_what_is_left_follow_the_total(ana):
    invoice = billing.invoice(ana, "100")
    billing.pay(ana, "30", to={invoice: "30"})
    write_offs.write_off(invoice=invoice, amount=20, reason="Kind", key=ana.pk, by=BILLER, at=AT)

    assert "Total $100.00 Cash, 11/02/2026 -$30.00 Written off -$20.00 To be paid $50.00" in flat(invoice)


def test_a_settled_invoice_asks_for_nothing(ana):
    letterheads.write(**WORDS, by=BILLER, at=AT)
    invoice = billing.invoice(ana, "100")
    billing.pay(ana, "100", to={invoice: "100"})

    assert "Nothing is left to pay" in flat(invoice)
    assert "IBAN" not in flat(invoice)


def test_a_credit_note_names_its_invoice_and_why(ana):
    invoice = billing.invoice(ana, "100")
    note = issuing.credit(invoice=invoice, reason="Charged twice", key=ana.pk, by=BILLER, at=AT)
    text = flat(note)

    assert "Credit note C2026-00001" in text
    assert f"Takes back invoice {invoice.number} of" in text
    assert "Charged twice" in text
    assert "Due" not in text


def test_the_same_invoice_is_the_same_bytes_whatever_the_clinic_changes_later(ana, alder):
    letterheads.write(**WORDS, by=BILLER, at=AT)
    invoice = billing.invoice(ana, "100")
    first = pdf(invoice)
    letterheads.write(**{**WORDS, "name": "Somebody Else"}, by=BILLER, at=AT)
    billing.invoice(ana, "70")

    assert pdf(invoice) == first
    billing.pay(ana, "100", to={invoice: "100"})
    assert pdf(invoice) != first


def test_it_speaks_the_clinics_language(ana, alder, monkeypatch):
    monkeypatch.setattr(alder, "language", "es")
    invoice = billing.invoice(ana, "100")

    assert f"Factura {invoice.number}" in flat(invoice)


def test_a_letterhead_that_nobody_wrote_follows_the_clinics_name_and_a_written_one_does_not(ana, alder, monkeypatch):
    first = billing.invoice(ana, "100").letterhead
    monkeypatch.setattr(alder, "name", "New Alder")
    second = billing.invoice(ana, "100").letterhead
    letterheads.write(**WORDS, by=BILLER, at=AT)
    monkeypatch.setattr(alder, "name", "Newest Alder")
    third = billing.invoice(ana, "100").letterhead

    assert first != second
    assert second.name == "New Alder"
    assert third.name == "Alder Dental LLC"


def test_letterheads_are_versions_and_the_same_words_are_none(ana):
    letterheads.write(**WORDS, by=BILLER, at=AT)
    letterheads.write(**WORDS, by=BILLER, at=AT)
    billing.invoice(ana, "100")

    assert Letterhead.objects.count() == 1


def test_an_invoice_without_a_letterhead_takes_the_one_that_holds(ana):
    invoice = billing.invoice(ana, "100")
    asked = Invoice.objects.for_paper().get(pk=invoice.pk)
    asked.letterhead = None

    assert "Alder" in text_of(papers.invoice_pdf(invoice=asked, by=BILLER, at=AT))


def test_handing_it_out_is_recorded_and_costs_the_same_at_one_and_three_lines(ana):
    for amounts in (("10",), ("10", "20", "30")):
        invoice = billing.invoice(ana, *amounts)
        billing.pay(ana, "5", to={invoice: "5"})
        with statements(5):
            pdf(invoice)
    event = AuditEvent.objects.filter(event="invoice.printed").latest("at")
    assert event.patient_ids == [ana.pk]
