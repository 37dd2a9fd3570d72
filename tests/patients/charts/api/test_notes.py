"""`/api/v1/notes/`."""

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.factories import staff
from tests.factories.patients import register
from tests.factories.tokens import signed_in_program


@pytest.fixture
def ana(alder):
    with entering(alder):
        return register()


def new(ana, **more):
    return {
        "patient": str(ana.pk),
        "kind": "soap",
        "occurred_at": "2026-10-30T10:00:00Z",
        "body": {"subjective": "Tooth hurts"},
        **more,
    }


def test_a_note_is_begun_written_and_read(program, ana):
    made = program.post("notes/", new(ana))
    assert made.status_code == 201, made.content
    written = program.patch(made["Location"], {"body": {"plan": "Filling"}}, If_Match=made["ETag"])

    assert written.status_code == 200, written.content
    assert program.get(made["Location"]).json()["body"] == {"subjective": "Tooth hurts", "plan": "Filling"}


def test_writing_needs_the_etag_and_the_current_one(program, ana):
    made = program.post("notes/", new(ana))
    program.patch(made["Location"], {"body": {"plan": "Filling"}}, If_Match=made["ETag"])

    missing = program.patch(made["Location"], {"body": {"plan": "Crown"}})
    stale = program.patch(made["Location"], {"body": {"plan": "Crown"}}, If_Match=made["ETag"])

    assert (missing.status_code, missing.json()["code"]) == (428, "if_match_missing")
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")


def test_a_section_the_kind_does_not_have_is_refused(program, ana):
    answer = program.post("notes/", new(ana, kind="progress"))

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "body.subjective"


def test_a_program_by_itself_signs_nothing(program, ana):
    made = program.post("notes/", new(ana))

    assert program.post(f"{made['Location']}signature/", If_Match=made["ETag"]).status_code == 403


def test_a_clinician_signs_and_adds_through_a_program(db, alder, at, ana):
    phone, *_rest = signed_in_program(alder, at, staff.Role.CLINICIAN)
    made = phone.post("notes/", new(ana))

    signed = phone.post(f"{made['Location']}signature/", If_Match=made["ETag"])
    added = phone.post(f"{made['Location']}addenda/", {"text": "X-ray is fine"})

    assert (signed.status_code, added.status_code) == (201, 201), (signed.content, added.content)
    note = phone.get(made["Location"]).json()
    assert (note["status"], note["body"]) == ("signed", None)
    assert [(each["number"], each["kind"]) for each in note["versions"]] == [(1, "original"), (2, "addendum")]


def test_listing_notes_names_their_patients_in_the_trail(program, alder, ana):
    with entering(alder):
        other = register(given="Bea")
    for patient in (ana, other):
        program.post("notes/", new(patient))

    of_ana = program.get("notes/", patient=str(ana.pk))

    assert [each["patient"] for each in of_ana.json()["results"]] == [str(ana.pk)]
    with entering(alder):
        assert AuditEvent.objects.filter(event="note.listed").latest("at").patient_ids == [ana.pk]


def test_a_patient_of_another_clinic_is_no_patient(program, birch):
    with entering(birch):
        stranger = register()

    answer = program.post("notes/", new(stranger))

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "patient"


@pytest.mark.parametrize("asked", [{"status": "lost"}, {"patient": "x"}, {"occurred_from": "yesterday"}])
def test_filters_that_cannot_be_meant_are_refused(program, asked):
    assert program.get("notes/", **asked).status_code == 422


def test_a_list_of_notes_costs_the_same_at_one_and_at_three(program, ana, django_assert_num_queries):
    program.post("notes/", new(ana))
    with django_assert_num_queries(7):
        program.get("notes/")
    for _time in range(2):
        program.post("notes/", new(ana))
    with django_assert_num_queries(7):
        program.get("notes/")
