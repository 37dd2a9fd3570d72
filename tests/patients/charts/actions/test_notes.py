"""Beginning a note and marking one entered in error."""

from datetime import timedelta

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from patients.charts.actions import notes
from patients.charts.models import Note, NoteDraft, NoteVersion
from patients.charts.sections import NoteKind
from tests.factories import notes as made
from tests.factories.staff import Role


def test_a_note_begins_as_an_empty_draft(ana, dana, at):
    note = notes.start(patient=ana, kind=NoteKind.PHONE, occurred_at=at, by=dana, at=at)

    assert (note.status, note.author_name, note.recorded_at) == ("draft", "Dana Doctor", at)
    assert NoteDraft.objects.get(note=note).body == {}
    assert AuditEvent.objects.get(event="note.started").patient_ids == [ana.pk]


def test_a_note_does_not_tell_of_the_future(ana, dana, at):
    with pytest.raises(notes.HappensInTheFuture):
        notes.start(patient=ana, kind=NoteKind.SOAP, occurred_at=at + timedelta(hours=1), by=dana, at=at)


def test_a_note_in_error_stays_with_its_words_and_the_reason(ana, dana, at):
    note = made.sign(ana, by=dana).note

    notes.mark_entered_in_error(note=note, reason="wrong_patient", text="Was about her sister", by=dana, at=at)

    stored = Note.objects.get(pk=note.pk)
    assert (stored.status, stored.error_reason, stored.error_text) == (
        "entered_in_error",
        "wrong_patient",
        "Was about her sister",
    )
    assert NoteVersion.objects.get(note=note).body == made.BODY
    event = AuditEvent.objects.get(event="note.entered_in_error")
    assert (event.reason_code, "error_text" in event.fields) == ("wrong_patient", True)


def test_a_draft_in_error_keeps_what_was_typed(ana, asha, at):
    note = made.write(ana, by=asha)

    notes.mark_entered_in_error(note=note, reason="mistaken", text="", by=asha, at=at)

    assert NoteDraft.objects.get(note=note).body == made.BODY


def test_marking_twice_is_refused(ana, dana, at):
    note = made.write(ana, by=dana)
    notes.mark_entered_in_error(note=note, reason="mistaken", text="", by=dana, at=at)

    with pytest.raises(notes.AlreadyInError):
        notes.mark_entered_in_error(note=note, reason="mistaken", text="", by=dana, at=at)


def test_an_assistant_marks_own_drafts_only(ana, dana, asha, at):
    with pytest.raises(notes.MayNotMarkInError):
        notes.mark_entered_in_error(note=made.write(ana, by=dana), reason="mistaken", text="", by=asha, at=at)


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.BILLER, Role.OWNER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_those_without_charts_see_no_note(ana, dana, acting, role):
    made.write(ana, by=dana)

    assert not Note.objects.visible_to(acting(role)).exists()


def test_the_other_clinic_has_none_of_it(ana, dana, birch):
    made.sign(ana, by=dana)

    with entering(birch):
        assert not Note.objects.exists()
        assert not NoteVersion.objects.exists()
