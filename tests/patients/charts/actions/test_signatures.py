"""What is signed stays as it was signed."""

import pytest
from django.db import DatabaseError, connection, transaction

from clinics.audit.models import AuditEvent
from clinics.events.models import DomainEvent
from patients.charts.actions import addenda, drafts, signatures
from patients.charts.models import Note, NoteDraft, NoteVersion
from tests.factories import notes


def test_signing_turns_the_draft_into_a_version(ana, dana, at):
    note = notes.write(ana, by=dana)

    version = signatures.sign(note=note, revision=1, by=dana, at=at)

    note.refresh_from_db()
    assert (note.status, note.version) == ("signed", 2)
    assert not NoteDraft.objects.filter(note=note).exists()
    stored = NoteVersion.objects.get()
    assert (stored.pk, stored.number, stored.kind, stored.body) == (version.pk, 1, "original", notes.BODY)
    assert (stored.signed_by_name, stored.signed_at, stored.is_intact) == ("Dana Doctor", at, True)


def test_the_signature_is_traced_and_published(ana, dana, at):
    version = notes.sign(ana, by=dana)

    event = AuditEvent.objects.get(event="note.signed")
    assert (event.actor_id, event.patient_ids, event.fields) == (dana.id, [ana.pk], ["plan", "subjective"])
    told = DomainEvent.objects.get(kind="note.signed")
    assert told.ids == {"note": str(version.note_id), "patient": str(ana.pk)}


def test_an_assistant_writes_and_a_clinician_signs(ana, dana, asha, at):
    note = notes.write(ana, by=asha)

    with pytest.raises(signatures.MayNotSign):
        signatures.sign(note=note, revision=1, by=asha, at=at)
    version = signatures.sign(note=note, revision=1, by=dana, at=at)

    assert (note.author_name, version.signed_by_name) == ("Asha Assistant", "Dana Doctor")


def test_an_empty_note_is_not_signed(ana, dana, at):
    note = notes.start(ana, by=dana)

    with pytest.raises(signatures.NothingToSign):
        signatures.sign(note=note, revision=0, by=dana, at=at)


def test_only_what_was_read_is_signed(ana, dana, asha, at):
    note = notes.write(ana, by=dana)
    drafts.save(note=note, revision=1, body={"plan": "Changed after Dana read it"}, by=asha, at=at)

    with pytest.raises(drafts.StaleDraft):
        signatures.sign(note=note, revision=1, by=dana, at=at)

    assert not NoteVersion.objects.exists()


def test_a_note_is_signed_once(ana, dana, at):
    version = notes.sign(ana, by=dana)

    with pytest.raises(drafts.NoteIsClosed):
        signatures.sign(note=version.note, revision=1, by=dana, at=at)

    assert NoteVersion.objects.count() == 1


def test_an_addendum_is_a_version_of_its_own(ana, dana, at):
    note = notes.sign(ana, by=dana).note
    addenda.begin(note=note, by=dana, at=at)

    added = addenda.sign(note=note, body={"text": "Called: better."}, by=dana, at=at)

    assert (added.number, added.kind, added.body, added.is_intact) == (2, "addendum", {"text": "Called: better."}, True)
    assert NoteVersion.objects.get(number=1).body == notes.BODY


def test_an_addendum_survives_until_it_is_signed(ana, dana, at):
    note = notes.sign(ana, by=dana).note
    addenda.begin(note=note, by=dana, at=at)
    addenda.save(note=note, body={"text": "Called"}, by=dana, at=at)

    assert addenda.begin(note=note, by=dana, at=at).body == {"text": "Called"}


def test_the_same_addendum_sent_twice_is_added_once(ana, dana, at):
    note = notes.sign(ana, by=dana).note
    addenda.begin(note=note, by=dana, at=at)
    addenda.sign(note=note, body={"text": "Once"}, by=dana, at=at)

    with pytest.raises(addenda.AddendumIsAdded):
        addenda.sign(note=note, body={"text": "Once"}, by=dana, at=at)


def test_addenda_need_words_a_signed_note_and_someone_who_signs(ana, dana, asha, at):
    draft_note = notes.write(ana, by=dana)
    with pytest.raises(addenda.NotSigned):
        addenda.begin(note=draft_note, by=dana, at=at)
    signed = notes.sign(ana, by=dana).note
    with pytest.raises(signatures.MayNotSign):
        addenda.begin(note=signed, by=asha, at=at)
    addenda.begin(note=signed, by=dana, at=at)
    with pytest.raises(addenda.AddendumIsEmpty):
        addenda.sign(note=signed, body={"text": "  \n"}, by=dana, at=at)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE charts_noteversion SET number = 7",
        "UPDATE charts_noteversion SET body = body",
        "DELETE FROM charts_noteversion",
        "DELETE FROM charts_note",
        "TRUNCATE charts_noteversion",
    ],
)
def test_the_database_refuses_to_change_what_was_signed(ana, dana, statement):
    notes.sign(ana, by=dana)

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_changed_version_is_noticed(ana, dana):
    version = notes.sign(ana, by=dana)

    version.signed_by_id = "somebody else"

    assert not version.is_intact
    assert Note.objects.get(pk=version.note_id).is_signed
