"""Documents are kept sealed, handed out on the record, and never deleted."""

import io
import re

import pytest
from django.db import DatabaseError, connection, transaction

from clinics.audit.models import AuditEvent
from clinics.encryption.keyring import CannotOpen
from clinics.kit.current import entering
from patients.documents import checking, storage
from patients.documents.actions import documents
from patients.documents.models import Document
from tests.factories import documents as made
from tests.factories import files


def test_a_document_is_kept_and_comes_back_as_it_was(ana, dana, at, alder, objects):
    content = files.pdf()

    document = made.add(ana, by=dana, content=content, file_name="Lab letter.pdf")

    assert (document.title, document.file_name, document.content_type) == (
        "Lab letter",
        "Lab letter.pdf",
        "application/pdf",
    )
    assert (document.size, document.status, document.uploaded_by_name) == (len(content), "current", "Dana Doctor")
    assert objects() == [document.storage_key]
    assert re.fullmatch(rf"{alder.schema_name}/2026/11/[0-9a-f-]{{36}}", document.storage_key)
    with documents.open_content(document=document, by=dana, at=at) as reader:
        assert reader.read() == content


def test_nothing_readable_is_stored(ana, dana, folder):
    document = made.add(ana, by=dana)

    stored = (folder / document.storage_key).read_bytes()

    assert len(stored) > document.size
    assert files.MARKER.encode() not in stored
    assert b"%PDF" not in stored
    assert (folder / document.storage_key).stat().st_mode & 0o077 == 0


def test_adding_and_handing_out_are_traced_without_names(ana, dana, at):
    document = made.add(ana, by=dana)
    documents.open_content(document=document, by=dana, at=at).close()

    added, downloaded = AuditEvent.objects.filter(event__startswith="document.").order_by("id")
    assert (added.event, added.patient_ids) == ("document.added", [ana.pk])
    assert (downloaded.event, downloaded.subject_id) == ("document.downloaded", str(document.pk))


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "empty.pdf", checking.FileIsEmpty),
        (b"MZ\x90\0" + b"\0" * 50, "letter.pdf", checking.KindNotKept),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.svg", checking.KindNotKept),
        (b"<!doctype html><script>", "page.txt", checking.KindNotKept),
        (files.picture(), "letter.pdf", checking.NameClaimsAnotherKind),
        (b"text " * 2000 + b"\0", "late.txt", checking.KindNotKept),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"word/a" + b" " * 9000 + b"word/vbaProject.bin",
            "m.docx",
            checking.HoldsPrograms,
        ),
    ],
)
def test_what_is_not_kept_is_refused_and_leaves_nothing(ana, dana, objects, content, name, refusal):  # noqa: PLR0917
    with pytest.raises(refusal) as raised:
        made.add(ana, by=dana, content=content, file_name=name)

    assert str(raised.value)
    assert objects() == []
    assert not Document.objects.exists()


def test_the_refusal_names_what_the_file_is_and_what_it_says(ana, dana):
    with pytest.raises(checking.NameClaimsAnotherKind) as raised:
        made.add(ana, by=dana, content=files.picture(), file_name="letter.pdf")

    assert "named .pdf" in str(raised.value)
    assert "PNG picture" in str(raised.value)


def test_a_file_over_the_limit_leaves_nothing(ana, dana, objects, settings):
    settings.UPLOAD_MAX_BYTES = 1_000_000

    with pytest.raises(checking.FileIsTooLarge):
        made.add(ana, by=dana, content=b"a" * 1_000_001, file_name="long.txt")

    assert objects() == []


class BrokenOff(io.BytesIO):
    def read(self, size=-1):
        block = super().read(size)
        if self.tell() > 3_000_000:
            raise ConnectionResetError
        return block


def test_an_upload_that_breaks_off_leaves_nothing(ana, dana, at, objects):
    with pytest.raises((ConnectionResetError, storage.StorageFailed)):
        documents.add(
            patient=ana,
            file=BrokenOff(b"a" * 4_000_000),
            file_name="long.txt",
            title="",
            category="other",
            by=dana,
            at=at,
        )

    assert objects() == []
    assert not Document.objects.exists()


def test_a_row_that_cannot_be_written_takes_its_object_along(ana, dana, at, objects):
    with pytest.raises(DatabaseError), transaction.atomic():
        documents.add(
            patient=ana,
            file=io.BytesIO(files.pdf()),
            file_name="a.pdf",
            title="",
            category="a category that is too long",
            by=dana,
            at=at,
        )

    assert objects() == []


def test_a_name_without_extension_gets_the_right_one(ana, dana):
    assert made.add(ana, by=dana, file_name="scan").file_name == "scan.pdf"


def test_a_hostile_name_is_made_harmless(ana, dana):
    assert made.add(ana, by=dana, file_name="../../\u202eetc\0/let\nter.pdf").file_name == "let ter.pdf"


def test_a_withdrawn_document_stays_with_its_reason(ana, dana, fran, at, objects):
    document = made.add(ana, by=dana)

    documents.withdraw(document=document, reason="wrong_patient", text="Her sister's", by=dana, at=at)

    stored = Document.objects.get(pk=document.pk)
    assert (stored.status, stored.withdrawal_reason, stored.withdrawal_text, stored.version) == (
        "withdrawn",
        "wrong_patient",
        "Her sister's",
        2,
    )
    assert objects() == [document.storage_key]
    assert AuditEvent.objects.get(event="document.withdrawn").reason_code == "wrong_patient"
    with pytest.raises(documents.IsWithdrawn):
        documents.open_content(document=stored, by=fran, at=at)
    documents.open_content(document=stored, by=dana, at=at).close()
    with pytest.raises(documents.AlreadyWithdrawn):
        documents.withdraw(document=document, reason="other", text="", by=dana, at=at)


def test_the_database_refuses_to_delete_a_document(ana, dana):
    made.add(ana, by=dana)

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_document")


def test_a_key_of_one_clinic_is_worth_nothing_at_the_other(ana, dana, at, birch):
    document = made.add(ana, by=dana)

    with entering(birch), pytest.raises(storage.WrongClinic):
        documents.content_of(document)


def test_a_copied_object_does_not_open_elsewhere(ana, dana, folder):
    one, other = made.add(ana, by=dana), made.add(ana, by=dana)
    (folder / one.storage_key).write_bytes((folder / other.storage_key).read_bytes())

    with pytest.raises(CannotOpen):
        documents.content_of(one)


def test_a_lost_object_is_told_as_such(ana, dana, at, folder):
    document = made.add(ana, by=dana)
    (folder / document.storage_key).unlink()

    with pytest.raises(storage.StorageFailed):
        documents.open_content(document=document, by=dana, at=at)
