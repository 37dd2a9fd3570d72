"""The day in a browser: appointments are moved by the mouse and by keyboard, and what is refused asks why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from appointments.models import Appointment
from clinics.kit.current import entering
from tests.factories import appointments, patients
from tests.factories.appointments import book, local
from tests.factories.staff import Role

pytestmark = pytest.mark.browser
ROW = 5  # minutes


@pytest.fixture
def next_tuesday():
    today = date.today()
    return today + timedelta(days=(1 - today.weekday()) % 7 + 7)


@pytest.fixture
def ana(clinic, next_tuesday) -> Appointment:
    """With Dana at ten, for half an hour; Kenji works beside her, Lea from one."""
    with entering(clinic):
        dana = appointments.provider("Dana Doctor")
        appointments.provider("Kenji Dentist")
        appointments.provider("Lea Late", hours=(("13:00", "17:00"),))
        kind = appointments.kind()
        person = patients.register(given="Ana", family="Ruiz")
        return book(person, type=kind, provider=dana, starts_at=local(next_tuesday, "10:00"))


@pytest.fixture
def day(signed_in, ana, next_tuesday) -> Page:
    return signed_in(Role.FRONT_DESK, f"/calendar/?day={next_tuesday}")


def now(clinic, ana):
    with entering(clinic):
        return Appointment.objects.select_related("provider", "location").get(pk=ana.pk)


def shown(clinic, ana) -> str:
    row = now(clinic, ana)
    starts = row.starts_at.astimezone(row.location.zone)
    return f"{starts:%H:%M} {row.minutes} min {row.provider.name}"


def drag(page: Page, x: float, y: float, *, rows: int, to: str = "") -> None:
    """Press at this point, move by rows of five minutes, over to the named column, and let go."""
    column = page.locator("[data-column]").first.bounding_box()
    height = column["height"] / int(page.locator("[data-day]").get_attribute("data-rows"))
    to_x = x
    if to:
        box = page.get_by_role("region", name=to).locator("[data-column]").bounding_box()
        to_x = box["x"] + box["width"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 6, steps=2)
    page.mouse.move(to_x, y + rows * height, steps=5)
    page.mouse.up()


def test_it_is_dragged_to_another_time_and_person(day, clinic, ana):
    box = day.locator("[data-visit]").bounding_box()

    drag(day, box["x"] + 40, box["y"] + 8, rows=9, to="Kenji Dentist")

    expect(day.get_by_text("Moved.")).to_be_visible()
    expect(day.get_by_role("region", name="Kenji Dentist").get_by_text("Ana Ruiz")).to_be_visible()
    assert shown(clinic, ana) == "10:45 30 min Kenji Dentist"
    expect(day.get_by_role("dialog")).to_have_count(0)


def test_its_lower_edge_makes_it_longer(day, clinic, ana):
    box = day.locator("[data-visit]").bounding_box()

    drag(day, box["x"] + 40, box["y"] + box["height"] - 2, rows=3)

    expect(day.get_by_text("Moved.")).to_be_visible()
    assert shown(clinic, ana) == "10:00 45 min Dana Doctor"


def test_escape_while_dragging_leaves_it_where_it_was(day, clinic, ana):
    box = day.locator("[data-visit]").bounding_box()
    day.mouse.move(box["x"] + 40, box["y"] + 8)
    day.mouse.down()
    day.mouse.move(box["x"] + 40, box["y"] + 80, steps=3)
    expect(day.locator(".is-moved")).to_be_visible()

    day.keyboard.press("Escape")
    day.mouse.up()

    expect(day.locator(".is-moved")).to_have_count(0)
    assert shown(clinic, ana) == "10:00 30 min Dana Doctor"


def test_it_is_moved_by_keyboard_and_told_where_it_is(day, clinic, ana):
    day.locator("[data-visit]").focus()
    day.keyboard.press("m")
    day.keyboard.press("ArrowDown")
    day.keyboard.press("Shift+ArrowDown")
    day.keyboard.press("ArrowRight")
    day.keyboard.press("+")
    expect(day.locator("#moving")).to_contain_text("10:20 AM – 10:55 AM, Kenji Dentist")

    day.keyboard.press("Enter")

    expect(day.get_by_text("Moved.")).to_be_visible()
    assert shown(clinic, ana) == "10:20 35 min Kenji Dentist"


def test_outside_the_hours_it_asks_why_where_one_is(day, clinic, ana, complaints):
    day.locator("[data-visit]").focus()
    day.keyboard.press("m")
    day.keyboard.press("ArrowRight")
    day.keyboard.press("ArrowRight")
    day.keyboard.press("Enter")

    dialog = day.get_by_role("dialog", name="Move the appointment")
    expect(dialog.get_by_role("alert")).to_contain_text("Say why")
    assert shown(clinic, ana) == "10:00 30 min Dana Doctor"
    dialog.get_by_label("Why outside the hours?").fill("Lea comes early for her")
    dialog.get_by_role("button", name="Move").click()

    expect(day.get_by_text("Moved.")).to_be_visible()
    expect(dialog).to_have_count(0)
    assert shown(clinic, ana) == "10:00 30 min Lea Late"
    complaints.clear()  # the browser notes the 409


def test_a_click_still_opens_it(day):
    day.locator("[data-visit]").click()

    expect(day.get_by_role("dialog")).to_contain_text("Ana Ruiz")
    day.get_by_role("dialog").get_by_role("link", name="Move").click()
    expect(day.get_by_role("dialog", name="Move the appointment").get_by_label("Minutes")).to_have_value("30")
