"""A biller's hour in a browser: from an empty draft to a paid invoice, by mouse and at every width."""

import re

import pytest
from playwright.sync_api import expect

from billing.actions import desks
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from tests.factories import billing, patients
from tests.factories.staff import Role

pytestmark = pytest.mark.browser


def test_work_is_charged_issued_and_paid(clinic, signed_in):
    with entering(clinic):
        ana = patients.register()
        billing.fee(amount="80")
    page = signed_in(Role.BILLER, f"/patients/{ana.pk}/")
    page.get_by_role("link", name="Open the account").click()
    page.get_by_role("button", name="Write an invoice").click()
    expect(page.get_by_text("Nothing is charged yet")).to_be_visible()

    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Service", exact=True).select_option(index=1)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Issue the invoice").click()
    expect(page.get_by_text("Invoice 2026-00001 is issued.")).to_be_visible()
    expect(page.get_by_text("$80.00 is open")).to_be_visible()

    page.get_by_role("link", name="Take a payment").click()
    expect(page.get_by_label("Amount")).to_have_value("80.00")
    page.get_by_label("Amount").fill("ten")
    page.get_by_role("button", name="Take the payment").click()
    expect(page.get_by_text("Enter an amount such as 80 or 12.50.").first).to_be_visible()
    page.get_by_label("Amount").fill("100")
    page.get_by_role("button", name="Take the payment").click()

    expect(page.get_by_text("$100.00 received.")).to_be_visible()
    expect(page.get_by_text("$20.00").first).to_be_visible()


def test_a_desk_is_opened_takes_money_and_is_counted(clinic, signed_in):
    with entering(clinic):
        ana = patients.register()
        billing.invoice(ana, "80")
        desks.add(name="Front desk", by=billing.BILLER, at=billing.AT)
    page = signed_in(Role.FRONT_DESK, "/billing/invoices/")
    page.get_by_role("link", name="Desks and cash-up").click()
    page.get_by_role("link", name="Open the desk").click()
    page.get_by_label("In the drawer").fill("150")
    page.get_by_role("button", name="Open the desk").click()
    expect(page.get_by_text("Front desk is open.")).to_be_visible()

    page.goto(page.url.replace("/billing/desks/", f"/billing/patients/{ana.pk}/payments/new/"))
    page.get_by_label("Cash").check()
    expect(page.get_by_label("Desk")).to_contain_text("Front desk")
    page.get_by_role("button", name="Take the payment").click()
    expect(page.get_by_text("$80.00 received.")).to_be_visible()

    page.goto(page.url.split("/billing/")[0] + "/billing/desks/")
    page.get_by_role("link", name="Count and close").click()
    page.get_by_label("Cash counted").fill("225")
    page.get_by_label("Card terminal, its total").fill("0")
    page.get_by_role("button", name="Close the desk").click()
    expect(page.get_by_role("cell", name="-$5.00")).to_be_visible()
    page.get_by_label("Why it differs").fill("Gave 5 too much")
    page.get_by_role("button", name="Close the desk").click()

    expect(page.get_by_text("Front desk is closed.")).to_be_visible()
    expect(page.get_by_text("Gave 5 too much")).to_be_visible()


def test_an_invoice_is_sent_and_read_by_whom_it_is_for(clinic, signed_in, site):
    with entering(clinic):
        made = billing.invoice(patients.register(email="ana@example.org"), "80")
    page = signed_in(Role.FRONT_DESK, f"/billing/invoices/{made.pk}/")
    page.get_by_role("link", name="Send by mail").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("The link is on its way to ana@example.org.")).to_be_visible()
    with entering(clinic):
        link = re.search(r"/invoice/[^/\s]+/", OutgoingMail.objects.get(purpose="invoice").text)[0]

    patient = page.context.browser.new_page(viewport={"width": 360, "height": 740})
    patient.goto(site.url(clinic, link))
    for part, typed in (("Day", "7"), ("Month", "3"), ("Year", "1985")):
        patient.get_by_label(part, exact=True).fill(typed)
    patient.get_by_role("button", name="Get the invoice").click()
    expect(patient.get_by_role("link", name="This is not the date that the clinic has.")).to_be_visible()
    patient.get_by_label("Year", exact=True).fill("1984")
    with patient.expect_download() as download:
        patient.get_by_role("button", name="Get the invoice").click()

    assert download.value.suggested_filename == f"invoice-{made.number}.pdf"
    page.reload()
    expect(page.get_by_text("Opened:")).to_be_visible()
