"""`/billing/invoices/<id>/send/` and `/invoice/<token>/`: sent by staff, opened by whom it is for."""

import re

import pytest

from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from tests.billing.papers import text_of
from tests.factories import billing, patients
from tests.factories.staff import Role

BORN = {"birth_date_year": "1984", "birth_date_month": "3", "birth_date_day": "7"}


@pytest.fixture
def invoice(alder, db):
    with entering(alder):
        return billing.invoice(patients.register(email="ana@example.org"), "100")


@pytest.fixture
def link(visit, alder, invoice):
    sent = visit(alder, Role.FRONT_DESK).post(f"/billing/invoices/{invoice.pk}/send/", {"to": "ana@example.org"})
    assert sent.status_code == 302
    with entering(alder):
        return re.search(r"/invoice/[^/\s]+/", OutgoingMail.objects.get(purpose="invoice").text)[0]


def test_the_page_shows_nothing_of_the_patient_before_the_birth_date_is_right(visit, alder, link, invoice):
    stranger = visit(alder)
    wrong = stranger.post(link, {**BORN, "birth_date_day": "8"})
    pages = [stranger.get(link), wrong, stranger.post(link, {})]

    assert [page.status_code for page in pages] == [200, 422, 422]
    for page in pages:
        assert page["Cache-Control"] == "no-store"
        for secret in ("Ana", "Ruiz", invoice.number, "$100"):
            assert secret not in page.content.decode()


def test_the_birth_date_gives_the_file(visit, alder, link):
    answer = visit(alder).post(link, BORN)

    assert answer["Content-Type"] == "application/pdf"
    assert "Ana Ruiz" in text_of(answer.content)
    assert answer["Cache-Control"] == "no-store"


def test_the_other_clinic_does_not_know_the_link_and_says_what_it_says_of_any(visit, birch, link):
    theirs, unknown = visit(birch).get(link), visit(birch).get("/invoice/unknown/")

    assert theirs.status_code == unknown.status_code == 410
    assert theirs.content == unknown.content


def test_too_many_tries_are_told_so(visit, alder, link):
    for day in range(8, 13):
        visit(alder).post(link, {**BORN, "birth_date_day": str(day)})

    assert visit(alder).post(link, BORN).status_code == 429


def test_the_invoice_says_to_whom_it_went_and_whether_it_was_opened(visit, alder, link, invoice):
    biller, path = visit(alder, Role.BILLER), f"/billing/invoices/{invoice.pk}/"
    assert "Not opened yet" in biller.get(path).content.decode()
    visit(alder).post(link, BORN)
    page = biller.get(path).content.decode()

    assert "ana@example.org" in page
    assert "Opened:" in page


def test_without_an_address_the_page_says_what_to_do(visit, alder):
    with entering(alder):
        invoice = billing.invoice(patients.register(), "100")
    page = visit(alder, Role.BILLER).get(f"/billing/invoices/{invoice.pk}/send/")

    assert "No e-mail address is recorded" in page.content.decode()


@pytest.mark.parametrize(("role", "status"), [(Role.FRONT_DESK, 200), (Role.CLINICIAN, 403), (Role.AUDITOR, 403)])
def test_who_takes_payments_sends_invoices(visit, alder, invoice, role, status):
    assert visit(alder, role).get(f"/billing/invoices/{invoice.pk}/send/").status_code == status
