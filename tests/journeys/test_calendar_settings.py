"""An administrator sets the calendar up on pages: where, who and when, what for; by keyboard, and on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from clinics.kit.current import entering
from tests.factories import appointments
from tests.factories.staff import Role
from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}


def sets_times(page: Page, row: str, starts: str, ends: str) -> None:
    page.get_by_label(f"{row}, from").fill(starts)
    page.get_by_label(f"{row}, until").fill(ends)


def test_the_calendar_is_set_up_on_pages(signed_in):
    page = signed_in(Role.ADMINISTRATOR, "/settings/")
    page.get_by_role("link", name="Locations").click()
    page.get_by_role("link", name="Add a location").click()
    page.get_by_label("Name").fill("North")
    page.get_by_label("Address").fill("1 Elm St")
    page.get_by_label("Time zone").select_option("America/Chicago")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="North").click()
    page.get_by_role("link", name="Add a room").first.click()
    page.get_by_label("Name").fill("Room 9")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("rowheader", name="Room 9")).to_be_visible()

    page.goto(page.url.partition("/settings/")[0] + "/settings/providers/new/")
    page.get_by_label("Colleague").select_option("Dana Doctor")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Dana Doctor").click()
    page.get_by_role("link", name="Set the hours").click()
    sets_times(page, "Monday 1", "09:00", "12:00")
    page.get_by_role("button", name="Copy to working days").click()
    expect(page.get_by_label("Friday 1, until")).to_have_value("12:00")
    page.get_by_role("button", name="Save the hours").click()
    expect(page.get_by_text("The hours are saved.")).to_be_visible()
    expect(page.get_by_text("9:00 AM\u2009\u2013\u200912:00 PM")).to_have_count(5)


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE], ids=["desk", "phone"])
def test_a_week_is_edited_by_keyboard_alone(signed_in, site, clinic, size):
    with entering(clinic):
        appointments.another_site("North")
        dana = appointments.provider()
    page = signed_in(Role.ADMINISTRATOR, f"/settings/providers/{dana.pk}/hours/", viewport=size)
    typed = page.get_by_label("Monday 1, until")
    typed.fill("11:45")
    add = page.get_by_role("button", name="Times add to Monday")
    add.focus()

    page.keyboard.press("Enter")

    expect(page.get_by_label("Monday 2, from")).to_be_focused()
    expect(typed).to_have_value("11:45")
    sets_times(page, "Monday 2", "13:00", "17:00")
    page.get_by_label("Monday 2, where").select_option("North")
    page.get_by_role("button", name="Remove times 1 of Tuesday").press("Enter")
    expect(page.get_by_label("Tuesday 1, from")).to_have_value("")
    assert grave_findings(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.get_by_label("Monday 2, until").press("Enter")

    expect(page.get_by_text("The hours are saved.")).to_be_visible()
    expect(page.get_by_text("1:00 PM\u2009\u2013\u20095:00 PM")).to_be_visible()


def test_a_day_left_halfway_says_so_where_it_is(signed_in, clinic):
    with entering(clinic):
        dana = appointments.provider()
    page = signed_in(Role.ADMINISTRATOR, f"/settings/providers/{dana.pk}/hours/")
    page.get_by_label("Monday 1, until").fill("")
    page.get_by_role("button", name="Save the hours").click()

    page.get_by_role("link", name="Give both times, or neither.").click()

    expect(page.get_by_label("Monday 1, until")).to_be_focused()
