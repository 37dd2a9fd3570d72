"""Nothing typed is lost, also when two type at once."""

from datetime import timedelta

import pytest

from clinics.audit.models import AuditEvent
from patients.charts.actions import drafts, signatures
from patients.charts.models import NoteDraft
from tests.factories import notes


def texts(note):
    return {(draft.purpose, draft.owner_id): draft.body for draft in NoteDraft.objects.filter(note=note)}


def test_a_draft_is_saved_and_its_revision_grows(ana, dana, at):
    note = notes.start(ana, by=dana)

    first = drafts.save(note=note, revision=0, body={"subjective": "Head"}, by=dana, at=at)
    second = drafts.save(note=note, revision=first.revision, body={"subjective": "Headache"}, by=dana, at=at)

    assert (first.revision, second.revision) == (1, 2)
    assert texts(note) == {("note", ""): {"subjective": "Headache"}}


def test_the_same_text_sent_again_changes_nothing(ana, dana, at):
    note = notes.write(ana, by=dana)

    again = drafts.save(note=note, revision=0, body=notes.BODY, by=dana, at=at + timedelta(minutes=1))

    assert (again.revision, again.edited_at) == (1, at)
    assert AuditEvent.objects.filter(event="note.drafted").count() == 1


def test_a_save_over_somebody_elses_is_refused_and_both_texts_are_kept(ana, dana, asha, at):
    note = notes.write(ana, by=dana, body={"subjective": "From Dana"})

    with pytest.raises(drafts.StaleDraft) as refusal:
        drafts.save(note=note, revision=0, body={"subjective": "From Asha"}, by=asha, at=at)

    assert refusal.value.theirs.edited_by_name == "Dana Doctor"
    assert "Dana Doctor" in str(refusal.value)
    assert texts(note) == {
        ("note", ""): {"subjective": "From Dana"},
        ("parked", asha.id): {"subjective": "From Asha"},
    }


def test_merged_text_takes_the_place_of_both(ana, dana, asha, at):
    note = notes.write(ana, by=dana, body={"subjective": "From Dana"})
    with pytest.raises(drafts.StaleDraft):
        drafts.save(note=note, revision=0, body={"subjective": "From Asha"}, by=asha, at=at)

    drafts.save(note=note, revision=1, body={"subjective": "From both"}, by=asha, at=at, merged=True)

    assert texts(note) == {("note", ""): {"subjective": "From both"}}


def test_parked_text_goes_only_when_its_owner_says_so(ana, dana, asha, at):
    note = notes.write(ana, by=dana)
    drafts.park(note=note, body={"plan": "Mine"}, by=asha, at=at)

    drafts.forget_parked(note=note, by=dana, at=at)
    assert ("parked", asha.id) in texts(note)

    drafts.forget_parked(note=note, by=asha, at=at)
    assert set(texts(note)) == {("note", "")}


def test_what_is_typed_while_the_note_is_signed_is_kept(ana, dana, asha, at):
    note = notes.write(ana, by=dana)
    signatures.sign(note=note, revision=1, by=dana, at=at)

    with pytest.raises(drafts.NoteIsClosed):
        drafts.save(note=note, revision=1, body={"plan": "Too late"}, by=asha, at=at)

    assert texts(note) == {("parked", asha.id): {"plan": "Too late"}}


def test_a_note_has_its_limit(ana, dana, at):
    note = notes.start(ana, by=dana)

    with pytest.raises(drafts.TooLong):
        drafts.save(note=note, revision=0, body={"plan": "x" * 100_001}, by=dana, at=at)


def test_only_the_sections_of_its_kind_are_kept(ana, dana, at):
    note = notes.start(ana, by=dana)

    draft = drafts.save(note=note, revision=0, body={"plan": "Rest\r\nwell", "text": "x", "other": "y"}, by=dana, at=at)

    assert draft.body == {"plan": "Rest\nwell"}


def test_the_trail_names_the_sections_that_changed_and_no_words(ana, dana, at):
    note = notes.write(ana, by=dana)
    drafts.save(note=note, revision=1, body={**notes.BODY, "plan": "Surgery"}, by=dana, at=at)

    event = AuditEvent.objects.filter(event="note.drafted").latest("id")

    assert (event.fields, event.patient_ids, event.subject_id) == (["plan"], [ana.pk], str(note.pk))
