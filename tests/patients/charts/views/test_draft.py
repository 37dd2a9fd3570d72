"""Autosave: what it answers, and what two people who write at once are told."""

import pytest
from django.urls import reverse

from clinics.kit.current import entering
from patients.charts.actions import drafts
from patients.charts.models import NoteDraft
from tests.factories import notes, patients
from tests.factories.staff import Role, acting

AS_SCRIPT = {"Accept": "application/json"}
SAVE_STATEMENTS = 17  # transaction control included


@pytest.fixture
def note(db, alder):
    """A SOAP note that Dana has begun and written, at revision 1."""
    with entering(alder):
        return notes.write(patients.register(), by=acting(Role.CLINICIAN), body={"plan": "From Dana"})


def url(name, note):
    parts = {"patient_id": note.patient_id, "note_id": note.pk}
    return reverse(f"charts:{name}", kwargs=parts, urlconf="config.urls_clinic")


def bodies(alder, note):
    with entering(alder):
        return {draft.purpose: draft.body for draft in NoteDraft.objects.filter(note=note)}


def test_the_autosave_learns_the_next_revision(visit, alder, note):
    answer = visit(alder, Role.CLINICIAN).post(url("draft", note), {"revision": 1, "plan": "More"}, headers=AS_SCRIPT)

    assert (answer.status_code, answer.json()["revision"]) == (200, 2)
    assert answer.json()["saved_text"].startswith("Saved ")
    assert bodies(alder, note) == {"note": {"plan": "More"}}


def test_a_draft_survives_reload_and_signing_out(visit, alder, note):
    client = visit(alder, Role.CLINICIAN)
    client.post(url("draft", note), {"revision": 1, "plan": "Typed and not lost"}, headers=AS_SCRIPT)
    client.post("/accounts/logout/")

    assert "Typed and not lost" in visit(alder, Role.CLINICIAN).get(url("note", note)).content.decode()


def test_a_stale_save_is_told_who_was_quicker_and_shown_their_text(visit, alder, note):
    answer = visit(alder, Role.ASSISTANT).post(
        url("draft", note), {"revision": 0, "plan": "From Asha"}, headers=AS_SCRIPT
    )

    assert answer.status_code == 409
    assert "Dana Doctor" in answer.json()["sentence"]
    assert "Dana Doctor saved this note at" in answer.json()["fragment"]
    assert "From Dana" in answer.json()["fragment"]
    assert bodies(alder, note) == {"note": {"plan": "From Dana"}, "parked": {"plan": "From Asha"}}


def test_without_scripts_a_stale_save_shows_both_texts_side_by_side(visit, alder, note):
    answer = visit(alder, Role.ASSISTANT).post(url("draft", note), {"revision": 0, "plan": "From Asha"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From Asha" in page
    assert "From Dana" in page
    assert '<input type="hidden" name="revision" value="1">' in page


def test_merging_keeps_what_is_typed_and_then_saves_it(visit, alder, note):
    client = visit(alder, Role.ASSISTANT)
    client.post(url("draft", note), {"revision": 0, "plan": "From Asha"}, headers=AS_SCRIPT)

    kept = client.post(url("parked", note), {"revision": 1, "merged": 1, "plan": "Half merged"}, headers=AS_SCRIPT)
    assert (kept.status_code, kept.json()["revision"]) == (200, 1)
    assert "Half merged" in client.get(url("merge", note)).content.decode()

    client.post(url("draft", note), {"revision": 1, "merged": 1, "plan": "From both"})
    assert bodies(alder, note) == {"note": {"plan": "From both"}}


def test_what_was_typed_after_the_conflict_is_kept_on_the_way_to_the_merge(visit, alder, note):
    client = visit(alder, Role.ASSISTANT)
    client.post(url("draft", note), {"revision": 0, "plan": "From Asha"}, headers=AS_SCRIPT)

    answer = client.post(url("merge", note), {"revision": 0, "plan": "From Asha, and more"}, follow=True)

    assert "From Asha, and more" in answer.content.decode()


def test_ones_own_text_can_be_dropped(visit, alder, note):
    client = visit(alder, Role.ASSISTANT)
    client.post(url("draft", note), {"revision": 0, "plan": "From Asha"}, headers=AS_SCRIPT)

    client.post(url("drop_parked", note))

    assert bodies(alder, note) == {"note": {"plan": "From Dana"}}


def test_text_kept_aside_is_shown_to_its_owner_only(visit, alder, note):
    visit(alder, Role.ASSISTANT).post(url("draft", note), {"revision": 0, "plan": "From Asha"}, headers=AS_SCRIPT)

    assert "Your text that was kept aside" in visit(alder, Role.ASSISTANT).get(url("note", note)).content.decode()
    assert "From Asha" not in visit(alder, Role.CLINICIAN).get(url("note", note)).content.decode()


def test_a_colleague_who_has_the_note_open_is_named(visit, alder, note):
    visit(alder, Role.CLINICIAN).get(url("note", note))

    page = visit(alder, Role.ASSISTANT).get(url("note", note)).content.decode()
    assert "Dana Doctor is editing this note" in page
    asked = visit(alder, Role.CLINICIAN).post(url("presence", note))
    assert "Asha Assistant is editing this note" in asked.content.decode()
    assert "Dana Doctor" not in asked.content.decode()


def test_an_incomplete_form_is_refused_in_words(visit, alder, note):
    answer = visit(alder, Role.CLINICIAN).post(url("draft", note), {"plan": "x"}, headers=AS_SCRIPT)

    assert answer.status_code == 400
    assert "Reload the page" in answer.json()["sentence"]


def test_saving_a_signed_note_keeps_the_text_and_says_so(visit, alder, note):
    with entering(alder):
        from patients.charts.actions import signatures

        dana = acting(Role.CLINICIAN)
        signatures.sign(note=note, revision=1, by=dana, at=notes.AT)
    client = visit(alder, Role.ASSISTANT)

    answer = client.post(url("draft", note), {"revision": 1, "plan": "Too late"}, headers=AS_SCRIPT)

    assert answer.status_code == 409
    assert "kept for you" in answer.json()["sentence"]
    assert "Too late" in client.get(url("note", note)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_saving_takes_as_many_statements_however_many_texts_there_are(
    visit, alder, note, rows, django_assert_num_queries
):
    with entering(alder):
        for role in (Role.CLINICIAN, Role.ASSISTANT, Role.CAREGIVER)[:rows]:
            drafts.park(note=note, body={"plan": "x"}, by=acting(role), at=notes.AT)
    client = visit(alder, Role.CLINICIAN)
    client.post(url("draft", note), {"revision": 1, "plan": "One"}, headers=AS_SCRIPT)

    with django_assert_num_queries(SAVE_STATEMENTS):
        client.post(url("draft", note), {"revision": 2, "plan": "Two"}, headers=AS_SCRIPT)
