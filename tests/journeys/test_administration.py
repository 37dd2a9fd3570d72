"""Both administrations in a browser, under the strict content policy."""

import pytest
from playwright.sync_api import expect

from clinics.kit.current import entering
from tests.factories.staff import Role, person

pytestmark = pytest.mark.browser


def test_an_administrator_changes_a_person(site, clinic, signed_in):
    page = signed_in(Role.OWNER, "/admin/")
    page.get_by_role("link", name="People").first.click()
    page.get_by_role("link", name="Bill Biller").click()
    page.get_by_label("Title").fill("Ms")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    with entering(clinic):
        assert person(Role.BILLER).title == "Ms"


@pytest.mark.parametrize("path", ["staff/user/", "staff/invitation/", "staff/policy/", "staff/policy/1/change/"])
def test_pages_of_the_administration_keep_the_content_policy(signed_in, path):
    page = signed_in(Role.ADMINISTRATOR, f"/admin/{path}")

    expect(page.get_by_role("heading", level=1).first).to_be_visible()
