"""The page of a note, and beginning one."""

import pytest
from django.urls import reverse

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from patients.charts.models import Note
from tests.factories import notes, patients
from tests.factories.staff import Role, acting

PAGE_STATEMENTS = 8


@pytest.fixture
def made(db, alder):
    """Ana at Alder with a written, unsigned note."""
    with entering(alder):
        ana = patients.register()
        return notes.write(ana, by=acting(Role.CLINICIAN))


def url(name, note):
    return reverse(
        f"charts:{name}", kwargs={"patient_id": note.patient_id, "note_id": note.pk}, urlconf="config.urls_clinic"
    )


def text_of(answer):
    return answer.content.decode()


def test_a_clinician_writes_in_the_page_of_a_draft(visit, alder, made):
    page = text_of(visit(alder, Role.CLINICIAN).get(url("note", made)))

    assert "Headache since Monday." in page
    assert 'data-autosave="' in page
    assert "Review and sign" in page


def test_an_assistant_writes_and_cannot_sign(visit, alder, made):
    page = text_of(visit(alder, Role.ASSISTANT).get(url("note", made)))

    assert "Save draft" in page
    assert "Review and sign" not in page
    assert visit(alder, Role.ASSISTANT).get(url("signature", made)).status_code == 403


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.BILLER, Role.OWNER, Role.ADMINISTRATOR, Role.AUDITOR])
@pytest.mark.parametrize("name", ["note", "draft", "merge", "parked", "presence", "signature", "addendum", "error"])
def test_nobody_without_charts_enters_any_page_of_notes(visit, alder, made, role, name):
    client = visit(alder, role)

    assert client.get(url(name, made)).status_code in {403, 405}
    assert client.post(url(name, made)).status_code == 403


def test_the_other_clinic_knows_nothing_of_it(visit, birch, made):
    assert visit(birch, Role.CLINICIAN).get(url("note", made)).status_code == 404


def test_a_note_is_not_found_under_another_patient(visit, alder, made):
    with entering(alder):
        other = patients.register(given="Berta")
    address = url("note", made).replace(str(made.patient_id), str(other.pk))

    assert visit(alder, Role.CLINICIAN).get(address).status_code == 404


def test_reading_is_recorded_with_the_patient(visit, alder, made):
    visit(alder, Role.CLINICIAN).get(url("note", made))

    with entering(alder):
        event = AuditEvent.objects.get(event="note.viewed")
        assert (event.patient_ids, event.subject_id) == ([made.patient_id], str(made.pk))


def test_a_note_is_begun_and_opens_for_writing(visit, alder, made):
    client = visit(alder, Role.CLINICIAN)
    address = reverse("charts:new", kwargs={"patient_id": made.patient_id}, urlconf="config.urls_clinic")
    asked = client.get(address)
    assert asked.status_code == 200

    answer = client.post(address, {"kind": "phone", "occurred_at": "2026-01-02T10:00"}, follow=True)

    assert answer.status_code == 200
    assert "Phone call" in text_of(answer)
    with entering(alder):
        assert Note.objects.filter(kind="phone").count() == 1


def test_a_note_of_the_future_is_refused_in_words(visit, alder, made):
    address = reverse("charts:new", kwargs={"patient_id": made.patient_id}, urlconf="config.urls_clinic")

    answer = visit(alder, Role.CLINICIAN).post(address, {"kind": "soap", "occurred_at": "2199-01-01T10:00"})

    assert answer.status_code == 422
    assert "Choose a time that has passed" in text_of(answer)


def test_what_somebody_typed_is_shown_as_text(visit, alder):
    with entering(alder):
        note = notes.sign(
            patients.register(), by=acting(Role.CLINICIAN), body={"plan": "<script>alert(1)</script>"}
        ).note

    page = text_of(visit(alder, Role.CLINICIAN).get(url("note", note)))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_signed_note_takes_as_many_statements_however_many_addenda(
    visit, alder, rows, django_assert_num_queries
):
    with entering(alder):
        dana = acting(Role.CLINICIAN)
        note = notes.sign(patients.register(), by=dana).note
        for number in range(rows):
            notes.add(note, by=dana, text=f"Addendum {number}")
    client = visit(alder, Role.CLINICIAN)
    client.get(url("note", note))

    with django_assert_num_queries(PAGE_STATEMENTS):
        assert client.get(url("note", note)).status_code == 200
