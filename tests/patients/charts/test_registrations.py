"""Where notes show besides their own pages."""

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from patients import registries
from patients.charts.actions import notes as actions
from tests.factories import notes, patients
from tests.factories.staff import Role, acting
from tests.statements import statements

TODAY_STATEMENTS = 7


@pytest.fixture
def ana_at_alder(db, alder):
    with entering(alder):
        return patients.register()


def test_the_timeline_has_an_entry_for_each_note_and_strikes_errors(ana, dana, at):
    signed = notes.sign(ana, by=dana).note
    wrong = notes.write(ana, by=dana)
    actions.mark_entered_in_error(note=wrong, reason="duplicate", text="", by=dana, at=at)

    source = registries.timeline.get("notes")
    found = list(source.entries(patient=ana, to=dana, before=None, limit=10))

    assert {(str(entry.badge), entry.struck) for entry in found} == {("Signed", False), ("Entered in error", True)}
    assert any(str(signed.pk) in entry.url for entry in found)
    assert not any("Headache" in f"{entry.title}{entry.text}{entry.meta}" for entry in found)


def test_those_without_charts_have_no_notes_in_the_timeline(ana, dana, acting):
    notes.sign(ana, by=dana)

    source = registries.timeline.get("notes")

    assert list(source.entries(patient=ana, to=acting(Role.FRONT_DESK), before=None, limit=10)) == []


def test_a_person_with_a_note_cannot_be_taken_back(ana, dana):
    berta = patients.register(given="Berta")
    notes.start(ana, by=dana)

    assert registries.in_use.get("charted").used([ana.pk, berta.pk]) == {ana.pk}


@pytest.mark.parametrize("rows", [1, 3])
def test_today_lists_ones_own_unsigned_notes_and_records_whose(visit, alder, ana_at_alder, rows):
    with entering(alder):
        dana, asha = acting(Role.CLINICIAN), acting(Role.ASSISTANT)
        mine = [notes.write(ana_at_alder, by=dana) for _number in range(rows)]
        other = notes.write(patients.register(given="Berta"), by=asha)
        notes.sign(ana_at_alder, by=dana)
    client = visit(alder, Role.CLINICIAN)
    client.get("/")

    with statements(TODAY_STATEMENTS):
        page = client.get("/").content.decode()

    assert all(str(note.pk) in page for note in mine)
    assert str(other.pk) not in page
    with entering(alder):
        assert AuditEvent.objects.filter(event="patient.listed").last().patient_ids == [ana_at_alder.pk]
