"""Documents in a browser: dropped, refused, looked at, downloaded, withdrawn."""

import pytest
from playwright.sync_api import expect

from clinics.kit.current import entering
from patients.documents.models import Document
from tests.factories import documents, files, patients
from tests.factories.staff import Role, acting
from tests.journeys.accessibility import grave_findings
from tests.patients.documents.conftest import folder  # noqa: F401  a storage of the test's own

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("folder")]
LETTER = {"name": "Lab letter.pdf", "mimeType": "application/pdf", "buffer": files.pdf()}


@pytest.fixture
def ana(clinic):
    with entering(clinic):
        return patients.register()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_added_looked_at_and_downloaded(clinic, signed_in, ana, scripts):
    page = signed_in(Role.FRONT_DESK, f"/patients/{ana.pk}/documents/", java_script_enabled=scripts)
    page.get_by_role("link", name="Add a document").first.click()
    page.locator("#id_file").set_input_files(LETTER)
    page.get_by_role("button", name="Keep it").click()

    expect(page.get_by_role("heading", name="Lab letter")).to_be_visible()
    preview = page.get_by_alt_text("Preview of the document")
    expect(preview).to_be_visible()
    expect(preview).to_have_js_property("naturalHeight", 1600)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "Lab letter.pdf"
    assert download.value.path().read_bytes() == files.pdf()


def test_a_refused_file_is_explained_where_it_was_chosen(clinic, signed_in, ana):
    page = signed_in(Role.FRONT_DESK, f"/patients/{ana.pk}/documents/new/")
    page.locator("#id_file").set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": files.picture()}
    )
    page.get_by_label("Title").fill("My letter")
    page.get_by_role("button", name="Keep it").click()

    expect(page.get_by_text("it holds a PNG picture").first).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("My letter")
    with entering(clinic):
        assert not Document.objects.exists()


def test_a_document_is_withdrawn_with_a_reason(clinic, signed_in, ana):
    with entering(clinic):
        document = documents.add(ana, by=acting(Role.CLINICIAN))
    page = signed_in(Role.CLINICIAN, f"/patients/{ana.pk}/documents/{document.pk}/")
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_label("It is about someone else").check()
    page.get_by_role("button", name="Withdraw").click()

    expect(page.get_by_text("Do not rely on this document")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_documents_are_sound_for_everyone(clinic, signed_in, ana, theme, width):
    with entering(clinic):
        dana = acting(Role.CLINICIAN)
        letter = documents.add(ana, by=dana)
        text = documents.add(ana, by=dana, content=b"words", file_name="a very long name of a file " * 4 + ".txt")
        withdrawn = documents.withdraw(documents.add(ana, by=dana), by=dana)
    page = signed_in(Role.CLINICIAN, color_scheme=theme, viewport={"width": width, "height": 800})
    base = page.url.rstrip("/")

    for path in (
        "",
        "new/",
        f"{letter.pk}/",
        f"{letter.pk}/withdrawal/",
        f"{text.pk}/",
        f"{withdrawn.pk}/",
    ):
        page.goto(f"{base}/patients/{ana.pk}/documents/{path}")
        assert grave_findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
