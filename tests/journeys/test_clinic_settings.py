"""A clinic gets its look, and the pages about the clinic itself can be used by everyone, everywhere."""

import pytest
from playwright.sync_api import expect

from clinics.home.actions import brand
from clinics.kit.actor import Actor
from clinics.kit.current import entering
from clinics.onboarding import states
from clinics.staff.permissions import Role
from tests.clinics.home.test_logos import picture
from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
BY = Actor.operator_command("tests")


def test_an_owner_chooses_a_colour_sees_it_and_saves_it(signed_in):
    page = signed_in(Role.OWNER, "/settings/", viewport=DESK)
    page.get_by_role("link", name="Give the clinic its colour and logo").click()
    shown = page.locator("#brand-preview")

    page.get_by_label("Colour").fill("#ffdd00")
    expect(shown).to_contain_text("adjusted, so that it can be read")
    page.get_by_label("Name").fill("Harbour Clinic")
    page.get_by_label("Logo").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": picture("PNG", (300, 300))}
    )
    page.get_by_label("Whom to ask").fill("Olive, 555 0100")
    page.get_by_role("button", name="Save", exact=True).first.click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator(".rail .mark img")).to_be_visible()
    expect(page.locator(".bar-name")).to_have_text("Harbour Clinic")
    page.get_by_role("link", name="Settings").first.click()
    expect(page.get_by_text("3 of 8 steps done")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_of_settings_are_accessible_and_fit(signed_in, site, clinic, size, scheme):
    page = signed_in(Role.OWNER, viewport=size, color_scheme=scheme, reduced_motion="reduce")

    for address in ("/settings/", "/settings/branding/"):
        page.goto(site.url(clinic, address))
        assert grave_findings(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_suspended_clinic_says_whom_to_ask_in_its_own_colours(site, clinic, new_context, at, size, scheme):  # noqa: PLR0917
    with entering(clinic):
        brand.change(by=BY, at=at, name="Harbour Clinic", accent="#aa0044", support_contact="Olive, 555 0100")
    states.suspend(clinic=clinic, by=BY, at=at)
    page = new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce").new_page()

    page.goto(site.url(clinic, "/patients/"))

    expect(page.get_by_text("Ask Olive, 555 0100.")).to_be_visible()
    expect(page.locator(".entrance-clinic")).to_contain_text("Harbour Clinic")
    assert "#aa0044" in page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')")
    assert grave_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
