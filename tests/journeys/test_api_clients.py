"""An administrator gives a program access, and reads what it can do."""

import pytest
from playwright.sync_api import expect

from tests.factories.staff import Role
from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


def test_a_client_is_added_stopped_and_let_in_again(signed_in):
    page = signed_in(Role.OWNER, "/settings/api-clients/", viewport=DESK)
    page.get_by_role("link", name="Add a client").first.click()
    page.get_by_role("button", name="Add and show the secret").click()
    expect(page.get_by_role("alert")).to_be_visible()

    page.get_by_label("Name").fill("Laboratory")
    page.get_by_label("Find patients and read who they are").check()
    page.get_by_role("button", name="Add and show the secret").click()
    expect(page.get_by_text("The secret is shown this once.")).to_be_visible()
    page.get_by_role("link", name="I have copied it").click()
    page.get_by_role("link", name="Stop it").click()
    page.get_by_role("button", name="Stop it").click()
    expect(page.get_by_text("Laboratory is stopped.")).to_be_visible()
    page.get_by_role("link", name="Let it in again").click()
    page.get_by_role("button", name="Let it in").click()

    expect(page.get_by_text("Laboratory may connect again.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_are_accessible_and_fit(signed_in, site, clinic, size, scheme):
    page = signed_in(Role.OWNER, viewport=size, color_scheme=scheme, reduced_motion="reduce")

    for address in ("/settings/api-clients/", "/settings/api-clients/new/", "/api/docs/"):
        page.goto(site.url(clinic, address))
        for closed in page.locator("details.api-operation > summary").all()[:3]:
            closed.click()
        assert grave_findings(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
