"""Sample notes are written, signed and left unsigned by the people of the clinic."""

import pytest

from clinics.onboarding.samples import SampleColleague, SampleOrder
from clinics.staff.permissions import Role
from patients.actions import seeding as people
from patients.charts.actions import seeding
from patients.charts.models import Note, NoteDraft, NoteStatus, NoteVersion


@pytest.fixture
def order(in_alder, acting, at) -> SampleOrder:
    """An order whose people are registered already."""
    team = (
        SampleColleague(actor=acting(Role.CLINICIAN), works_in="medicine"),
        SampleColleague(actor=acting(Role.CAREGIVER), works_in="home_care"),
        SampleColleague(actor=acting(Role.FRONT_DESK), works_in="reception"),
    )
    order = SampleOrder(patients=80, seed=5, by=acting(Role.OWNER), at=at, tell=lambda _words: None, team=team)
    people.fill(order)
    return order


def test_signed_notes_are_of_the_last_weeks_and_after_the_registration(order):
    seeding.fill(order)

    signed = list(Note.objects.filter(status=NoteStatus.SIGNED).select_related("patient"))
    assert len(signed) > 10
    assert all(note.patient.recorded_at < note.occurred_at < order.at for note in signed)
    assert {note.author_name for note in signed} <= {"Dana Doctor", "Cara Giver"}
    assert all(version.is_intact and version.signed_at <= order.at for version in NoteVersion.objects.all())


def test_each_clinician_has_a_few_notes_to_sign(order):
    seeding.fill(order)

    waiting = Note.objects.filter(status=NoteStatus.DRAFT)
    assert {note.author_name for note in waiting} == {"Dana Doctor", "Cara Giver"}
    assert all("{" not in text for draft in NoteDraft.objects.all() for text in draft.body.values())


def test_one_note_was_about_somebody_else(order):
    seeding.fill(order)

    assert Note.objects.filter(status=NoteStatus.ENTERED_IN_ERROR).count() == 1


def test_a_clinic_without_people_gets_no_notes(in_alder, acting, at):
    order = SampleOrder(patients=0, seed=5, by=acting(Role.OWNER), at=at, tell=lambda _words: None)

    seeding.fill(order)

    assert not Note.objects.exists()
