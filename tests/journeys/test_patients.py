"""The front desk and a clinician with their patients, in a real browser."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from clinics.kit.current import entering
from patients.actions import identity, particulars, warnings
from patients.models import Patient, Relationship
from patients.person import AddressDetails
from tests.factories import patients
from tests.factories.staff import Role
from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser
BY, AT = patients.REGISTRAR, patients.AT
PHONE = {"viewport": {"width": 360, "height": 780}, "color_scheme": "dark"}


@pytest.fixture
def ana(clinic) -> Patient:
    """A person with everything a chart can show of them."""
    with entering(clinic):
        ana = patients.register(
            phone="555-850-7198",
            email="ana.ruiz@example.com",
            identifiers=(("us-ssn", "999-24-3761"),),
            addresses=(AddressDetails(lines="755 Mill Road", city="Dedham", state="MA", postal_code="02026"),),
            preferred_name="Anita",
            pronouns="she/her",
            languages=("es", "en"),
        )
        leo = patients.register(given="Leo", birth_date=date(2025, 9, 1))
        substance = {"substance": "Penicillin", "reaction": "Hives", "criticality": "high", "status": "confirmed"}
        warnings.add_allergy(patient=ana, values=substance, by=BY, at=AT)
        warnings.add_alert(patient=ana, text="Falls easily", category="safety", severity="high", by=BY, at=AT)
        mother = Relationship(patient=leo, other=ana, kind="MTH", is_household=True)
        particulars.add(patient=leo, row=mother, by=BY, at=AT)
        return ana


def born(page: Page, day: str, month: str, year: str) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.locator(f"#id_birth_date_{part}").fill(value)


def test_somebody_new_is_registered_and_found_by_keyboard_alone(signed_in, site, clinic):
    page = signed_in(Role.FRONT_DESK)
    page.goto(site.url(clinic, "/patients/new/"))
    page.get_by_label("Given name").focus()
    page.keyboard.type("Ana")
    page.keyboard.press("Tab")
    page.keyboard.type("Ruiz")
    born(page, "7", "3", "1984")
    page.get_by_label("Given name").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")
    expect(page.locator(".patient-flags")).to_contain_text("Allergies not recorded")

    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page.locator("#people-query")).to_be_focused()
    page.keyboard.type("ruis an")
    expect(page.locator("#people")).to_contain_text("sounds alike")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")


def test_the_one_search_finds_patients_first(signed_in, ana):
    page = signed_in(Role.FRONT_DESK)
    page.keyboard.press("/")
    page.keyboard.type("ruiz ana")

    expect(page.get_by_role("option").first).to_contain_text("Ana Ruiz")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/patients/{ana.pk}/$"))


def test_a_likely_duplicate_is_shown_while_typing_and_takes_a_word(signed_in, site, clinic, ana):
    page = signed_in(Role.FRONT_DESK)
    page.goto(site.url(clinic, "/patients/new/"))
    page.get_by_label("Given name").fill("Anna")
    page.get_by_label("Family name").fill("Ruis")
    born(page, "7", "3", "1984")

    expect(page.locator("#alike")).to_contain_text("similar name, same birth date")
    page.get_by_label("I have checked: this is somebody else").check()
    page.get_by_role("button", name="Register", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anna Ruis")


def test_the_second_editor_compares_and_loses_nothing(signed_in, site, clinic, ana):
    page = signed_in(Role.FRONT_DESK)
    page.goto(site.url(clinic, f"/patients/{ana.pk}/identity/edit/"))
    with entering(clinic):
        now = Patient.objects.get(pk=ana.pk)
        identity.edit(patient=now, version=now.version, values={"family": "Berg"}, by=BY, at=AT)
    page.get_by_label("Family name").fill("Bergmann")
    page.get_by_label("Pronouns").fill("they/them")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert")).to_contain_text("Somebody else changed the same")
    expect(page.get_by_label("Pronouns")).to_have_value("they/them")
    assert grave_findings(page) == []
    page.get_by_label("Keep Berg").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Berg")
    expect(page.get_by_role("heading", level=1)).to_contain_text("they/them")


def test_the_banner_never_scrolls_away(signed_in, site, clinic, ana):
    page = signed_in(Role.CLINICIAN)
    page.goto(site.url(clinic, f"/patients/{ana.pk}/"))
    page.mouse.wheel(0, 2000)

    expect(page.locator(".patient-banner")).to_be_in_viewport()


def test_reading_and_forms_work_without_javascript(signed_in, site, clinic, ana):
    page = signed_in(Role.FRONT_DESK, java_script_enabled=False)
    page.goto(site.url(clinic, "/patients/"))
    page.locator("#people-query").fill("ruiz ana")
    page.locator("#people-query").press("Enter")
    page.get_by_role("link", name="Ana Ruiz").click()
    page.get_by_role("link", name="Add contact").click()
    page.get_by_label("Number or address").fill("555-850-0001")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("link", name="(555) 850-0001", exact=True)).to_be_visible()


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide and light", "phone and dark"])
def test_every_page_about_patients_is_accessible_and_fits(signed_in, site, clinic, ana, options):
    page = signed_in(Role.CLINICIAN, **options)
    below = (
        "",
        "identity/edit/",
        "history/",
        "contacts/new/",
        "addresses/new/",
        "identifiers/new/",
        "relationships/new/",
        "relationships/search/?q=leo",
        "alerts/new/",
        "allergies/new/",
        "error/",
    )
    paths = ["/patients/", "/patients/?q=ruiz", "/patients/?q=zzz", "/patients/new/"]
    for path in paths + [f"/patients/{ana.pk}/{path}" for path in below]:
        page.goto(site.url(clinic, path))
        assert grave_findings(page) == [], path
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
