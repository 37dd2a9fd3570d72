"""A biller's hour in a browser: from an empty draft to a paid invoice, by mouse and at every width."""

import pytest
from playwright.sync_api import expect

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
    expect(page.get_by_label("Amount")).to_have_value("80")
    page.get_by_label("Amount").fill("ten")
    page.get_by_role("button", name="Take the payment").click()
    expect(page.get_by_text("Enter an amount such as 80 or 12.50.").first).to_be_visible()
    page.get_by_label("Amount").fill("100")
    page.get_by_role("button", name="Take the payment").click()

    expect(page.get_by_text("$100.00 received.")).to_be_visible()
    expect(page.get_by_text("$20.00").first).to_be_visible()
