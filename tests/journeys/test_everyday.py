"""Days of those who work at a clinic, walked in a browser: the desk, a clinician, an administrator, a telephone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from appointments.actions import visits
from appointments.models import Appointment
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.places.models import Location
from config.middleware.clinic import host_cache
from patients.charts.models import Note
from tests.factories import appointments, patients
from tests.factories.appointments import DESK, book
from tests.factories.staff import Role, person

pytestmark = pytest.mark.browser
EVERY_DAY = range(1, 8)


@pytest.fixture
def morning(clinic) -> datetime:
    """The present moment; the clinic lies where it is between ten and eleven in the morning."""
    now = datetime.now(UTC)
    zone = f"Etc/GMT{now.hour - 10:+d}"
    with entering_platform():
        Clinic.objects.filter(pk=clinic.pk).update(time_zone=zone)
    clinic.time_zone = zone
    host_cache.clear()
    with entering(clinic):
        Location.objects.update(time_zone=zone)
    return now.replace(second=0, microsecond=0) - timedelta(minutes=now.minute % 5)


@pytest.fixture
def known(clinic, morning) -> dict[str, Appointment]:
    """Ana waits for Dana, Ben should be here, Cleo comes in half an hour; Dora is known and not booked."""
    with entering(clinic):
        dana = appointments.provider("Dana Doctor", user=person(Role.CLINICIAN), weekdays=EVERY_DAY)
        appointments.kind("Consultation", 10)
        made = {
            name: book(
                patients.register(given=name, family="Ruiz"),
                provider=dana,
                starts_at=morning + timedelta(minutes=minutes),
                at=morning - timedelta(days=1),
            )
            for name, minutes in (("Ana", -15), ("Ben", -5), ("Cleo", 30))
        }
        patients.register(given="Dora", family="Quillfeather")
        visits.check_in(appointment=made["Ana"], by=DESK, at=morning - timedelta(minutes=14))
    return made


def status(clinic, made: Appointment) -> str:
    with entering(clinic):
        return Appointment.objects.get(pk=made.pk).status


def card(page: Page, title: str):
    return page.get_by_role("region", name=title)


def test_the_desk_checks_in_undoes_finds_and_cancels(signed_in, clinic, known):
    page = signed_in(Role.FRONT_DESK)
    expect(card(page, "Waiting").get_by_role("link", name="Ana Ruiz")).to_be_visible()
    late = card(page, "Arriving within the hour")
    expect(late.get_by_text("Late", exact=False)).to_be_visible()

    late.get_by_role("button", name="Check in Ben Ruiz").click()
    expect(card(page, "Waiting").get_by_role("link", name="Ben Ruiz")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert status(clinic, known["Ben"]) == "booked"
    late.get_by_role("button", name="Check in Ben Ruiz").click()
    expect(card(page, "Waiting").get_by_role("link", name="Ben Ruiz")).to_be_visible()

    page.keyboard.press("Control+k")
    page.keyboard.type("cleo today")
    expect(page.get_by_role("group", name="Appointments").get_by_role("option", name="Cleo Ruiz")).to_be_visible()
    page.get_by_role("group", name="Appointments").get_by_role("option", name="Cleo Ruiz").click()
    page.get_by_role("link", name="Cancel the appointment").click()
    page.get_by_label("The patient asked for it").check()
    page.get_by_role("button", name="Cancel the appointment").click()
    expect(page.get_by_text("Cancelled. The time is free again.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert status(clinic, known["Cleo"]) == "booked"


def test_a_colleagues_check_in_shows_without_asking(signed_in, site, clinic, known):
    """The desk's Today asks again when it is looked at anew, as it does when the live channel says so."""
    page = signed_in(Role.FRONT_DESK)
    expect(card(page, "Waiting").get_by_role("listitem")).to_have_count(1)
    with entering(clinic):
        visits.check_in(appointment=known["Ben"], by=DESK, at=datetime.now(UTC))

    page.evaluate("htmx.trigger('#today', 'live:changed')")

    expect(card(page, "Waiting").get_by_role("listitem")).to_have_count(2)


def test_a_clinician_sees_who_is_next_writes_and_completes(signed_in, site, clinic, known):
    page = signed_in(Role.CLINICIAN)
    mine = card(page, "With me today")
    expect(mine.get_by_role("listitem")).to_have_count(3)
    mine.get_by_role("button", name="Start Ana Ruiz").click()
    expect(mine.get_by_text("Being seen")).to_be_visible()

    mine.get_by_role("link", name="Ana Ruiz").click()
    page.get_by_role("link", name="New note").first.click()
    page.get_by_role("button", name="Start writing").click()
    page.get_by_label("Subjective").press_sequentially("Cough for a week")
    expect(page.locator("[data-state=saved]")).to_be_visible(timeout=20_000)
    page.goto(site.url(clinic, "/"))
    expect(card(page, "My unsigned notes").get_by_role("link", name="Ana Ruiz")).to_be_visible()
    card(page, "My unsigned notes").get_by_role("link", name="Ana Ruiz").click()
    page.get_by_role("button", name="Review and sign").click()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed by Dana Doctor")).to_be_visible()

    page.keyboard.press("g")
    page.keyboard.press("t")
    page.get_by_role("button", name="Complete Ana Ruiz").click()
    expect(card(page, "With me today").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_text("All your notes are signed.")).to_be_visible()
    assert status(clinic, known["Ana"]) == "completed"
    with entering(clinic):
        assert Note.objects.get().status == "signed"


def test_somebody_known_is_booked_by_keyboard_in_at_most_twelve_keys(signed_in, clinic, known):
    page = signed_in(Role.FRONT_DESK)
    pressed = 0

    def press(*keys: str) -> None:
        nonlocal pressed
        for key in keys:
            page.keyboard.press(key)
            pressed += 1

    press("n", "a")
    expect(page.get_by_label("Who is it for?")).to_be_focused()
    press("q", "u", "i", "Enter")  # sooner than the results: they are waited for
    expect(page.get_by_role("link", name="Consultation")).to_be_focused()
    press("Enter")
    expect(page.locator(".booking-slot").first).to_be_focused()
    press("Enter")

    expect(page.get_by_text("Booked:")).to_be_visible()
    assert pressed == 8
    with entering(clinic):
        assert Appointment.objects.count() == 4


def test_single_keys_rest_for_those_who_turned_them_off(signed_in, site, clinic, known):
    page = signed_in(Role.FRONT_DESK, "/settings/account/")
    page.get_by_label("Single keys are shortcuts").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    page.keyboard.press("g")
    page.keyboard.press("p")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    page.keyboard.press("Control+k")
    page.keyboard.type("keyboard")
    page.get_by_role("option", name="Keyboard shortcuts", exact=True).click()
    expect(page.get_by_role("dialog").get_by_text("You have turned single keys off.")).to_be_visible()


def test_an_administrators_first_day_makes_the_clinic_ready_to_book(signed_in, clinic, morning):
    page = signed_in(Role.ADMINISTRATOR)
    steps = card(page, "Setting up the clinic")
    steps.get_by_role("link", name="Say whom people may ask").click()
    page.get_by_label("Whom to ask").fill("Olga, 555 0100")
    page.get_by_role("main").get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    go(page, "appointment types")
    page.get_by_role("link", name="Add a type").first.click()
    page.get_by_label("Name").fill("Consultation")
    page.get_by_label("Length in minutes").fill("30")
    page.get_by_label("Needs a room").uncheck()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("The appointment type is added.")).to_be_visible()

    go(page, "providers")
    page.get_by_role("link", name="Add a provider").first.click()
    page.get_by_label("Colleague").select_option(label="Dana Doctor")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("The provider is added.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Dana Doctor").click()
    page.get_by_role("link", name="Set the hours").first.click()
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        page.get_by_label(f"{day} 1, from").fill("09:00")
        page.get_by_label(f"{day} 1, until").fill("17:00")
    page.get_by_role("button", name="Save the hours").click()
    expect(page.get_by_text("The hours are saved.")).to_be_visible()

    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("region", name="Dana Doctor")).to_be_visible()


def go(page: Page, words: str) -> None:
    """To a page by its name, as the search knows it."""
    page.wait_for_load_state()  # before its scripts run, a page hears no keys
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    page.keyboard.press("Enter")  # sooner than the results: they are waited for
    page.wait_for_url("**/settings/**")


def test_the_desk_works_on_a_telephone(signed_in, clinic, known):
    page = signed_in(Role.FRONT_DESK, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    card(page, "Arriving within the hour").get_by_role("button", name="Check in Ben Ruiz").tap()
    expect(card(page, "Waiting").get_by_role("link", name="Ben Ruiz")).to_be_visible()
    fits(page)

    bottom = page.get_by_role("navigation", name="Main, at the bottom")
    bottom.get_by_role("link", name="Calendar").tap()
    page.wait_for_url("**/calendar/**")
    fits(page)
    bottom.get_by_role("link", name="Patients").tap()
    expect(page.get_by_role("heading", name="Patients")).to_be_visible()
    fits(page)

    page.wait_for_load_state()  # what is typed before the scripts run is not searched
    page.get_by_role("combobox", name="Search").fill("quill")
    page.get_by_role("option", name="Dora Quillfeather").tap()
    page.wait_for_url("**/patients/*/")
    fits(page)
    page.get_by_role("link", name="Book", exact=True).tap()
    page.get_by_role("link", name="Consultation").tap()
    expect(page.locator(".booking-slot").first).to_be_visible()
    fits(page)
    page.locator(".booking-slot").first.tap()
    expect(page.get_by_text("Booked:")).to_be_visible()
    fits(page)


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
