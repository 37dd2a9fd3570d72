"""Signing, adding and striking by pages."""

import pytest
from django.urls import reverse

from clinics.kit.current import entering
from patients.charts.actions import drafts
from patients.charts.models import Note, NoteVersion
from tests.factories import notes, patients
from tests.factories.staff import Role, acting


@pytest.fixture
def note(db, alder):
    """A note that Asha wrote, at revision 1."""
    with entering(alder):
        return notes.write(patients.register(), by=acting(Role.ASSISTANT))


def url(name, note):
    parts = {"patient_id": note.patient_id, "note_id": note.pk}
    return reverse(f"charts:{name}", kwargs=parts, urlconf="config.urls_clinic")


def shown(answer):
    return answer.content.decode()


def test_the_signer_reads_it_once_more_and_is_told_whose_it_is(visit, alder, note):
    page = shown(visit(alder, Role.CLINICIAN).get(url("signature", note)))

    assert "Headache since Monday." in page
    assert "Asha Assistant began this note" in page
    assert "You sign as Dana Doctor" in page


def test_signing_shows_the_signed_note(visit, alder, note):
    answer = visit(alder, Role.CLINICIAN).post(url("signature", note), {"revision": 1}, follow=True)

    assert "Signed by Dana Doctor" in shown(answer)
    assert "data-autosave" not in shown(answer)


def test_what_changed_since_it_was_read_is_not_signed(visit, alder, note):
    with entering(alder):
        drafts.save(note=note, revision=1, body={"plan": "Changed"}, by=acting(Role.ASSISTANT), at=notes.AT)

    answer = visit(alder, Role.CLINICIAN).post(url("signature", note), {"revision": 1})

    assert answer.status_code == 409
    assert "Asha Assistant changed this note" in shown(answer)
    assert "Changed" in shown(answer)


def test_signing_an_empty_note_is_refused(visit, alder):
    with entering(alder):
        empty = notes.start(patients.register(), by=acting(Role.CLINICIAN))
    client = visit(alder, Role.CLINICIAN)

    assert "There is nothing to sign" in shown(client.get(url("signature", empty)))
    assert client.post(url("signature", empty), {"revision": 0}).status_code == 422


def test_an_addendum_is_written_and_signed(visit, alder, note):
    client = visit(alder, Role.CLINICIAN)
    client.post(url("signature", note), {"revision": 1})
    assert client.get(url("addendum", note)).status_code == 200
    kept = client.post(url("addendum_draft", note), {"text": "Half"}, headers={"Accept": "application/json"})
    assert kept.status_code == 200
    assert "Half" in shown(client.get(url("addendum", note)))

    answer = client.post(url("addendum", note), {"text": "Feels better."}, follow=True)

    assert "Feels better." in shown(answer)
    with entering(alder):
        assert [version.kind for version in NoteVersion.objects.filter(note=note)] == ["original", "addendum"]


def test_an_empty_addendum_is_refused(visit, alder, note):
    client = visit(alder, Role.CLINICIAN)
    client.post(url("signature", note), {"revision": 1})
    client.get(url("addendum", note))

    answer = client.post(url("addendum", note), {"text": " "})

    assert answer.status_code == 422
    assert "Write what you want to add" in shown(answer)


def test_a_note_in_error_is_struck_with_its_reason_and_stays(visit, alder, note):
    client = visit(alder, Role.CLINICIAN)
    assert client.get(url("error", note)).status_code == 200

    answer = client.post(url("error", note), {"reason": "wrong_patient", "text": "Her sister"}, follow=True)

    page = shown(answer)
    assert "Do not rely on this note" in page
    assert "It is about someone else" in page
    assert "Her sister" in page
    assert "Headache since Monday." in page
    with entering(alder):
        assert Note.objects.get(pk=note.pk).is_in_error


def test_an_assistant_is_told_that_others_notes_are_not_theirs_to_strike(visit, alder):
    with entering(alder):
        danas = notes.write(patients.register(), by=acting(Role.CLINICIAN))

    answer = visit(alder, Role.ASSISTANT).post(url("error", danas), {"reason": "mistaken", "text": ""})

    assert answer.status_code == 403
    assert "Only its author" in shown(answer)
