"""Notes in a browser: typed, kept, merged, signed, added to."""

import pytest
from playwright.sync_api import expect

from clinics.kit.current import entering
from patients.charts.models import Note, NoteDraft, NoteVersion
from tests.factories import notes, patients
from tests.factories.staff import Role, acting
from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser


@pytest.fixture
def ana(clinic):
    with entering(clinic):
        return patients.register()


def wait_until_saved(page):
    expect(page.locator("[data-state=saved]")).to_be_visible(timeout=20_000)


def address(note, *more):
    return "/".join([f"/patients/{note.patient_id}/notes/{note.pk}", *more, ""])


def test_a_note_is_begun_typed_reloaded_signed_and_added_to(clinic, signed_in, ana):
    page = signed_in(Role.CLINICIAN, f"/patients/{ana.pk}/")
    page.get_by_role("link", name="New note").first.click()
    page.get_by_role("button", name="Start writing").click()
    page.get_by_label("Subjective").fill("Headache since Monday")
    page.get_by_label("Plan").press_sequentially("Rest")
    wait_until_saved(page)

    page.reload()
    expect(page.get_by_label("Subjective")).to_have_value("Headache since Monday")
    expect(page.get_by_label("Plan")).to_have_value("Rest")

    page.get_by_role("button", name="Review and sign").click()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed by Dana Doctor")).to_be_visible()

    page.get_by_role("link", name="Write an addendum").click()
    page.get_by_label("Addendum").fill("Called: better")
    wait_until_saved(page)
    page.get_by_role("button", name="Sign the addendum").click()
    expect(page.get_by_text("Called: better")).to_be_visible()
    with entering(clinic):
        assert [version.kind for version in NoteVersion.objects.all()] == ["original", "addendum"]


def test_two_people_who_write_at_once_are_told_and_bring_their_texts_together(clinic, signed_in, ana):
    with entering(clinic):
        note = notes.start(ana, by=acting(Role.CLINICIAN))
    dana = signed_in(Role.CLINICIAN, address(note))
    asha = signed_in(Role.ASSISTANT, address(note))
    expect(asha.get_by_text("Dana Doctor is editing this note")).to_be_visible()

    dana.get_by_label("Plan").fill("Rest")
    wait_until_saved(dana)
    asha.get_by_label("Plan").fill("Exercise")
    expect(asha.get_by_text("Dana Doctor saved this note at")).to_be_visible()
    asha.get_by_label("Plan").fill("Exercise daily")
    asha.get_by_role("button", name="Compare and merge").click()

    expect(asha.get_by_label("Plan")).to_have_value("Exercise daily")
    expect(asha.locator(".note-theirs").get_by_text("Rest")).to_be_visible()
    asha.get_by_label("Plan").fill("Rest, then exercise")
    asha.get_by_role("button", name="Save my text as the note").click()
    asha.wait_for_url(f"**{address(note)}")
    expect(asha.get_by_label("Plan")).to_have_value("Rest, then exercise")
    with entering(clinic):
        assert NoteDraft.objects.get(note=note).body == {"plan": "Rest, then exercise"}


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(clinic, signed_in, ana):
    with entering(clinic):
        note = notes.start(ana, by=acting(Role.CLINICIAN))
    page = signed_in(Role.CLINICIAN, address(note))

    page.context.set_offline(True)
    page.get_by_label("Plan").fill("Typed in a lift")
    expect(page.get_by_text("No connection")).to_be_visible()
    page.context.set_offline(False)
    wait_until_saved(page)

    with entering(clinic):
        assert NoteDraft.objects.get(note=note).body == {"plan": "Typed in a lift"}


def test_a_note_is_written_and_signed_without_scripts(clinic, signed_in, ana):
    page = signed_in(Role.CLINICIAN, f"/patients/{ana.pk}/notes/new/", java_script_enabled=False)
    page.get_by_role("button", name="Start writing").click()
    page.get_by_label("Assessment").fill("Tension headache")
    page.get_by_role("button", name="Review and sign").click()
    page.get_by_role("button", name="Sign", exact=True).click()

    expect(page.get_by_text("Signed by Dana Doctor")).to_be_visible()
    with entering(clinic):
        assert Note.objects.get().is_signed


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_notes_are_sound_for_everyone(clinic, signed_in, ana, theme, width):
    with entering(clinic):
        dana, asha = acting(Role.CLINICIAN), acting(Role.ASSISTANT)
        draft = notes.write(ana, by=dana)
        signed = notes.sign(ana, by=dana).note
        notes.add(signed, by=dana, text="Called: better.")
        wrong = notes.sign(ana, by=dana).note
        notes.strike(wrong, by=dana)
        parted = notes.write(ana, by=asha)
        notes.park(parted, by=dana)
    page = signed_in(Role.CLINICIAN, color_scheme=theme, viewport={"width": width, "height": 800})

    for path in (
        f"/patients/{ana.pk}/notes/new/",
        address(draft),
        address(draft, "signature"),
        address(draft, "error"),
        address(signed),
        address(signed, "addenda", "new"),
        address(wrong),
        address(parted),
        address(parted, "draft", "merge"),
    ):
        page.goto(page.url.split("/patients/")[0].rstrip("/") + path)
        assert grave_findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
