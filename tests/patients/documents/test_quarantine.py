"""With a virus scanner a document is handed out once nothing harmful was found in it, and not before."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from clinics.audit.models import AuditEvent
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Wakeup
from patients.documents import quarantine
from patients.documents.actions import documents, previews, scanning
from patients.documents.actions.documents import SCAN_TASK
from patients.documents.models import Document
from patients.documents.tasks import scan
from tests.clamd import HARM, TOO_LARGE, like_clamd
from tests.factories import documents as made
from tests.factories import files, patients
from tests.factories.staff import Role, acting

BY = Actor.task(SCAN_TASK)


@pytest.fixture
def scanner(settings):
    with like_clamd() as server:
        settings.CLAMAV_ADDRESS = server.address
        yield server


def opened(document, *, by, at):
    """What somebody gets of the document and of its preview: the code of a refusal, or nothing."""
    now, codes = Document.objects.get(pk=document.pk), []
    for give in (documents.open_content, previews.open_preview):
        try:
            give(document=now, by=by, at=at).close()
        except quarantine.REFUSALS as refusal:
            codes.append(refusal.code)
    return codes


@pytest.mark.usefixtures("scanner")
def test_a_document_waits_for_its_scan_and_is_handed_out_after_it(ana, dana, at):
    document = made.add(ana, by=dana, content=files.picture(), file_name="x.png")
    assert opened(document, by=dana, at=at) == ["document_not_scanned_yet"] * 2

    assert scanning.scan_waiting(by=BY, at=at)

    assert opened(document, by=dana, at=at) == []
    assert Document.objects.get().scan == "clean"


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize(
    ("content", "code", "finding"),
    [
        (HARM, "document_is_infected", "Test.Harm"),
        (b"words " * TOO_LARGE, "document_could_not_be_scanned", "INSTREAM size limit exceeded."),
    ],
)
def test_what_is_harmful_or_cannot_be_looked_into_stays_in_quarantine(ana, dana, at, content, code, finding):  # noqa: PLR0917
    document = made.add(ana, by=dana, content=content, file_name="x.txt")

    scanning.scan_waiting(by=BY, at=at)

    owner = acting(Role.OWNER)
    assert opened(document, by=owner, at=at) == [code] * 2
    now = Document.objects.get()
    assert (now.scan_finding, now.scanned_at) == (finding, at)
    event = AuditEvent.objects.get(event="document.quarantined")
    assert (event.patient_ids, event.subject_id) == ([ana.pk], str(document.pk))


def test_without_a_scanner_documents_are_handed_out_as_they_are(ana, dana, at):
    document = made.add(ana, by=dana, content=files.picture(), file_name="x.png")

    assert Document.objects.get().scan == "none"
    assert opened(document, by=dana, at=at) == []


def test_a_scanner_that_is_taken_away_frees_who_waits_and_nothing_harmful(ana, dana, at, settings, scanner):
    harmful = made.add(ana, by=dana, content=HARM, file_name="x.txt")
    scanning.scan_waiting(by=BY, at=at)
    waiting = made.add(ana, by=dana, content=files.picture(), file_name="x.png")

    settings.CLAMAV_ADDRESS = ""

    assert opened(harmful, by=dana, at=at) == ["document_is_infected"] * 2
    assert opened(waiting, by=dana, at=at) == []


def test_while_the_scanner_is_away_documents_wait_and_the_bell_rings_again(ana, dana, at, alder, scanner):
    document = made.add(ana, by=dana)
    scanner.is_broken = True

    scan.run()

    assert opened(document, by=dana, at=at) == ["document_not_scanned_yet"] * 2
    assert len(wakeups(alder)) == 2  # one of the document, one of its scan that failed
    scanner.is_broken = False
    scan.run()
    assert Document.objects.get().scan == "clean"


def test_what_a_worker_that_was_killed_left_is_scanned_by_the_next(ana, dana, at, scanner, monkeypatch):
    document = made.add(ana, by=dana, content=HARM, file_name="x.txt")

    def killed(*_args, **_kwargs):
        raise SystemExit

    with monkeypatch.context() as while_scanning:
        while_scanning.setattr(scanning.audit, "record", killed)
        with pytest.raises(SystemExit):
            scanning.scan_waiting(by=BY, at=at)
    assert opened(document, by=dana, at=at) == ["document_not_scanned_yet"] * 2

    scanning.scan_waiting(by=BY, at=at + timedelta(minutes=1))

    assert opened(document, by=dana, at=at) == ["document_is_infected"] * 2
    assert scanner.asked == 2


@pytest.mark.usefixtures("scanner")
def test_a_damaged_document_stays_in_quarantine_and_keeps_no_other_waiting(ana, dana, at):
    damaged, sound = made.add(ana, by=dana), made.add(ana, by=dana, at=at + timedelta(minutes=1))
    kept = Path(storages["documents"].path(damaged.storage_key))
    *sealed, last = kept.read_bytes()
    kept.write_bytes(bytes([*sealed, last ^ 1]))

    assert scanning.scan_waiting(by=BY, at=at)

    assert opened(sound, by=dana, at=at) == []
    assert opened(damaged, by=dana, at=at) == ["document_not_scanned_yet"] * 2


@pytest.mark.usefixtures("scanner")
def test_one_that_was_scanned_is_not_scanned_again(ana, dana, at):
    document = made.add(ana, by=dana)
    scanning.scan_waiting(by=BY, at=at)

    scanning.scan(document_id=document.pk, by=BY, at=at + timedelta(hours=1))

    assert Document.objects.get().scanned_at == at
    assert AuditEvent.objects.filter(event="document.scanned").count() == 1


@pytest.mark.usefixtures("scanner")
def test_its_page_says_why_and_offers_no_download(visit, alder, at):
    with entering(alder):
        ana = patients.register()
        harmful = made.add(ana, by=acting(Role.CLINICIAN), content=HARM, file_name="x.txt")
    there = {"patient_id": ana.pk, "document_id": harmful.pk}
    page, content = (
        reverse(f"documents:{name}", "config.urls_clinic", kwargs=there) for name in ("document", "content")
    )
    client = visit(alder, Role.OWNER)

    waiting = client.get(page).content.decode()
    with entering(alder):
        scanning.scan_waiting(by=BY, at=at)
    found = client.get(page).content.decode()

    assert "Being checked for viruses" in waiting
    assert "This file is in quarantine" in found
    assert "The scanner says: Test.Harm" in found
    assert content not in waiting + found
    assert "Quarantine" in client.get(reverse("documents:folder", "config.urls_clinic", args=[ana.pk])).content.decode()
    assert "harmful" in client.get(content, follow=True).content.decode()


def wakeups(clinic):
    with entering_platform():
        return list(Wakeup.objects.filter(schema_name=clinic.schema_name, task=SCAN_TASK))
