"""People come over from another system in a browser: with mistakes, with doubts, and back again."""

import re

import pytest
from django.db import connection
from playwright.sync_api import expect

from clinics.kit.current import entering
from patients.imports.models import ImportBatch
from patients.imports.tasks import run, undo
from patients.models import Patient
from tests.factories import patients
from tests.factories.staff import Role
from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
PEOPLE = """id,given,family,nick,birth_date,phone
1,Anna,Ruis,Nita,1984-03-07,617-555-0101
2,Ben,Okoye,,1990-01-31,617-555-0102
3,,,,1990-01-31,
4,Cleo,Maas,,1971-12-24,not a telephone
"""


def work(task, clinic) -> None:
    """What a worker does when the dispatcher rings."""
    result = task.apply(headers={"clinic": clinic.schema_name})
    assert result.state == "SUCCESS", result.traceback
    connection.close()


def choose(page, content: str, name: str = "people.csv") -> None:
    page.get_by_label("File").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content.encode()})
    page.get_by_role("button", name="Look at the file").click()


def test_a_file_with_mistakes_is_corrected_imported_decided_about_and_taken_back(clinic, site, signed_in):
    with entering(clinic):
        patients.register()
    page = signed_in(Role.ADMINISTRATOR, "/settings/import/", viewport=DESK)
    choose(page, PEOPLE)
    page.get_by_label("nick").select_option(label="Preferred name")
    page.get_by_role("button", name="Read it so").click()
    expect(page.get_by_label("nick")).to_have_value("preferred")
    page.get_by_role("link", name="See what would happen").click()
    expect(page.get_by_text("All 4 rows looked at, nothing written")).to_be_visible()
    page.get_by_role("link", name="Back to the file").click()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    work(run, clinic)
    page.reload()
    expect(page.get_by_text("is not a telephone number")).to_be_visible()

    page.get_by_role("link", name="Decide about them").click()
    expect(page.get_by_text("similar name, same birth date")).to_be_visible()
    page.get_by_role("button", name="It is this person").click()
    expect(page.get_by_text("Noted: the same person.")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download what was not imported").click()
    errors = coming.value.path().read_text(encoding="utf-8-sig")
    corrected = errors.replace("not a telephone", "617-555-0104").replace("3,,,,1990-01-31", "3,Dora,Lund,,1990-02-01")

    imported = page.url
    page.goto(site.url(clinic, "/settings/import/"))
    choose(page, corrected, "corrected.csv")
    page.get_by_role("button", name="Import", exact=True).click()
    work(run, clinic)
    page.reload()
    with entering(clinic):
        assert sorted(person.given for person in Patient.objects.correct()) == ["Ana", "Ben", "Cleo", "Dora"]

    page.goto(imported)
    page.get_by_role("link", name="Take this import back").click()
    page.get_by_role("button", name="Take it back").click()
    work(undo, clinic)
    page.goto(imported)
    expect(page.locator(".page-head")).to_contain_text(re.compile("undone|taken back", re.IGNORECASE))
    with entering(clinic):
        assert sorted(person.given for person in Patient.objects.correct()) == ["Ana", "Cleo", "Dora"]
        assert ImportBatch.objects.order_by("created_at").first().withdrawn == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_of_an_import_are_accessible_and_fit(clinic, site, signed_in, size, scheme):
    with entering(clinic):
        patients.register()
    page = signed_in(
        Role.ADMINISTRATOR, "/settings/import/", viewport=size, color_scheme=scheme, reduced_motion="reduce"
    )
    found = {"directory": grave_findings(page)}
    choose(
        page,
        PEOPLE.replace("1984-03-07", "03/04/1984")
        .replace("1990-01-31", "05/06/1990")
        .replace("1971-12-24", "07/08/1971"),
    )
    found["questions"] = grave_findings(page)
    widths = [page.evaluate("document.documentElement.scrollWidth")]
    page.goto(site.url(clinic, "/settings/import/"))
    choose(page, PEOPLE)
    found["plan"] = grave_findings(page)
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    page.get_by_role("link", name="See what would happen").click()
    found["rehearsal"] = grave_findings(page)
    page.get_by_role("link", name="Back to the file").click()
    page.get_by_role("button", name="Import", exact=True).click()
    work(run, clinic)
    page.reload()
    found["result"] = grave_findings(page)
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    page.get_by_role("link", name="Decide about them").click()
    found["held"] = grave_findings(page)
    widths.append(page.evaluate("document.documentElement.scrollWidth"))

    assert {name: said for name, said in found.items() if said} == {}
    assert max(widths) <= size["width"]
