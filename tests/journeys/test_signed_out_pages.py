import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/", "/nowhere/"])
def test_pages_before_signing_in_are_accessible_and_fit_a_phone(site, clinic, new_context, address, scheme):
    page = new_context(color_scheme=scheme, viewport={"width": 360, "height": 740}).new_page()

    page.goto(site.url(clinic, address))

    assert grave_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_wrong_password_is_said_and_the_form_is_ready_again(site, clinic, page):
    page.goto(site.url(clinic, "/accounts/login/"))

    page.get_by_label("Email").fill("nobody@example.com")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_enabled()
