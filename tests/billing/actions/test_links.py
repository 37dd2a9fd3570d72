"""An invoice by mail: the message says nothing, the link opens it for who knows the birth date, for a while."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from billing.actions import links
from billing.models import InvoiceLink
from clinics.audit.models import AuditEvent
from clinics.events import addresses
from clinics.events.models import OutgoingMail
from clinics.kit.actor import NOBODY, ActorKind
from clinics.kit.current import entering
from tests.billing.papers import text_of
from tests.factories import billing, patients
from tests.factories.billing import AT, BILLER
from tests.statements import statements

BORN = date(1984, 3, 7)
SOON = AT + timedelta(minutes=1)


@pytest.fixture
def ana(in_alder):
    return patients.register(email="ana@example.org", birth_date=BORN)


@pytest.fixture
def invoice(ana):
    return billing.invoice(ana, "100")


def sent(invoice) -> str:
    """The token of a link that was just mailed."""
    links.send(invoice=invoice, to="ana@example.org", by=BILLER, at=AT)
    return re.search(r"/invoice/([^/\s]+)/", OutgoingMail.objects.filter(purpose="invoice").latest("id").text)[1]


def opened(token: str, born: date = BORN, at=SOON):
    return links.open_paper(token=token, birth_date=born, by=NOBODY, at=at)


def test_the_mail_names_the_clinic_and_nothing_of_the_patient_or_the_invoice(invoice, alder):
    sent(invoice)
    mail = OutgoingMail.objects.get(purpose="invoice")
    said = f"{mail.subject} {mail.text} {mail.html}"

    assert (mail.to, mail.purpose) == ("ana@example.org", "invoice")
    assert alder.name in mail.subject
    for secret in ("Ana", "Ruiz", "Service", "$100", invoice.number, str(invoice.pk), "1984"):
        assert secret not in said.replace(invoice.links.get().pk.hex, ""), secret


def test_a_second_click_sends_no_second_mail_and_a_later_wish_does(invoice):
    first = links.send(invoice=invoice, to="ana@example.org", by=BILLER, at=AT)
    again = links.send(invoice=invoice, to="ana@example.org", by=BILLER, at=AT + timedelta(seconds=2))
    later = links.send(invoice=invoice, to="ana@example.org", by=BILLER, at=SOON)

    assert (again, later) == (first, InvoiceLink.objects.latest("sent_at"))
    assert OutgoingMail.objects.filter(purpose="invoice").count() == 2
    assert AuditEvent.objects.filter(event="invoice.sent").count() == 2


def test_the_birth_date_opens_it_and_the_patient_is_recorded_as_reader(invoice, ana):
    asked, made = opened(sent(invoice))

    assert asked == invoice
    assert "Ana Ruiz" in text_of(made)
    event = AuditEvent.objects.get(event="invoice.printed")
    assert (event.actor_kind, event.actor_id, event.patient_ids) == (ActorKind.PATIENT, str(ana.pk), [ana.pk])
    assert InvoiceLink.objects.get().opened_at == SOON


def test_sending_and_wrong_tries_are_recorded(invoice, ana):
    token = sent(invoice)
    with pytest.raises(links.WrongDate):
        opened(token, date(1984, 3, 8))

    assert AuditEvent.objects.get(event="invoice.sent").patient_ids == [ana.pk]
    assert AuditEvent.objects.get(event="invoice.link_refused").patient_ids == []


def test_after_five_wrong_dates_the_right_one_is_refused_too_until_an_hour_has_passed(invoice):
    token = sent(invoice)
    for day in range(8, 13):
        with pytest.raises(links.WrongDate):
            opened(token, date(1984, 3, day))

    with pytest.raises(links.LinkResting):
        opened(token)
    assert opened(token, at=SOON + links.REST)[0] == invoice


def test_after_fifteen_wrong_dates_it_opens_nothing_ever_again(invoice):
    token = sent(invoice)
    for number in range(15):
        with pytest.raises(links.WrongDate):
            opened(token, date(1990, 1, 1), at=SOON + number // 5 * links.REST)

    with pytest.raises(links.LinkGone):
        opened(token, at=SOON + timedelta(days=2))


def test_what_is_too_old_unknown_or_forged_is_refused_in_the_same_words(invoice):
    token = sent(invoice)
    said = set()
    for tried, at in (
        (token, AT + links.GOOD_FOR),
        ("unknown", SOON),
        (token[:-1] + "x", SOON),
        (f"{invoice.pk.hex}:x", SOON),
        ("", SOON),
    ):
        with pytest.raises(links.LinkGone) as refused:
            opened(tried, at=at)
        said.add((str(refused.value), refused.value.status))

    assert len(said) == 1


def test_a_token_is_of_one_clinic_even_where_the_other_has_a_link_with_its_id(invoice, birch):
    token = sent(invoice)
    known = InvoiceLink.objects.get()
    with entering(birch):
        theirs = billing.invoice(patients.register(email="ana@example.org", birth_date=BORN), "5")
        InvoiceLink.objects.create(
            id=known.pk, invoice=theirs, to="ana@example.org", sent_at=AT, expires_at=AT + links.GOOD_FOR
        )
        with pytest.raises(links.LinkGone):
            opened(token)


def test_it_goes_to_the_patients_own_address_only(invoice):
    for stranger in ("eve@example.org", ""):
        with pytest.raises(links.NotTheirAddress):
            links.send(invoice=invoice, to=stranger, by=BILLER, at=AT)
    assert not OutgoingMail.objects.filter(purpose="invoice").exists()


def test_without_a_birth_date_there_is_nothing_to_ask_for(in_alder):
    invoice = billing.invoice(patients.register(email="ana@example.org", birth_date=None), "10")

    with pytest.raises(links.NoBirthDate):
        links.send(invoice=invoice, to="ana@example.org", by=BILLER, at=AT)


def test_opening_costs_the_same_for_one_line_and_for_three(ana):
    for amounts in (("10",), ("10", "20", "30")):
        token = sent(billing.invoice(ana, *amounts))
        with statements(7):
            opened(token)


def test_who_is_signed_in_here_is_still_recorded_as_the_patient(invoice, ana):
    links.open_paper(token=sent(invoice), birth_date=BORN, by=replace(BILLER, name="Bill"), at=SOON)

    assert AuditEvent.objects.get(event="invoice.printed").actor_kind == ActorKind.PATIENT


def test_an_address_that_mail_comes_back_from_is_not_written_to(invoice, ana):
    addresses.mark(address="Ana@example.org", cause="bounced", detail="", mail_id=ana.pk, at=AT)

    with pytest.raises(links.CameBack):
        sent(invoice)
    assert not InvoiceLink.objects.exists()
