"""Documents from before there was a virus scanner are scanned once there is one, and by a command at once."""

import pytest
from django.core.management import CommandError, call_command

from clinics.audit.models import AuditEvent
from clinics.events.standing import standing_work
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Wakeup
from patients.documents.actions import scanning
from patients.documents.actions.documents import SCAN_OLD_TASK
from patients.documents.models import Document
from patients.documents.tasks import scan_old
from tests.clamd import HARM, like_clamd
from tests.factories import documents as made
from tests.factories import files, patients
from tests.factories.staff import Role, acting
from tests.patients.documents.test_quarantine import opened

BY = Actor.task(SCAN_OLD_TASK)


@pytest.fixture
def old(ana, dana):
    """A picture and something harmful, added while there was no scanner."""
    contents = {"x.png": files.picture(), "y.png": files.picture() + HARM}
    return [made.add(ana, by=dana, content=content, file_name=name) for name, content in contents.items()]


@pytest.fixture
def scanner(settings, old):
    with like_clamd() as server:
        settings.CLAMAV_ADDRESS = server.address
        yield server


def wakeups(clinic) -> int:
    with entering_platform():
        return Wakeup.objects.filter(schema_name=clinic.schema_name, task=SCAN_OLD_TASK).count()


@pytest.mark.usefixtures("scanner")
def test_what_was_never_scanned_is_scanned_and_what_is_harmful_kept_back(old, dana, at):
    picture, harmful = old
    assert [opened(each, by=dana, at=at) for each in old] == [[], []]

    done = scanning.scan_old(by=BY, at=at)

    assert done == scanning.Progress(scanned=2, kept_back=1)
    assert opened(picture, by=dana, at=at) == []
    assert opened(harmful, by=dana, at=at) == ["document_is_infected"] * 2
    assert set(Document.objects.values_list("scan", "scanned_at")) == {("clean", at), ("infected", at)}
    assert AuditEvent.objects.get(event="document.quarantined").subject_id == str(harmful.pk)


def test_who_is_rung_next_goes_on_where_time_or_scanner_ran_out(old, at, alder, scanner):
    assert scanning.scan_old(by=BY, at=at, longest=-1) == scanning.Progress(is_over=False)
    scanner.is_broken = True
    scan_old.run()
    assert Document.objects.never_scanned().count() == 2
    assert wakeups(alder) == 1

    scanner.is_broken = False
    scan_old.run()

    assert Document.objects.never_scanned().count() == 0
    assert wakeups(alder) == 1
    scanning.scan_old(by=BY, at=at)
    assert scanner.asked == 3  # the first time in vain


def test_without_a_scanner_nothing_is_asked_and_the_command_says_so(old):
    scan_old.run()

    assert Document.objects.never_scanned().count() == 2
    with pytest.raises(CommandError, match="CLAMAV_ADDRESS"):
        call_command("scan_documents")


def test_the_dispatcher_rings_for_it_in_every_clinic():
    assert SCAN_OLD_TASK in {work.name for work in standing_work}


def test_the_command_scans_a_clinic_and_tells_how_far_it_is(alder, settings, capsys):
    with entering(alder):
        made.add(patients.register(), by=acting(Role.CLINICIAN), content=HARM, file_name="x.txt")
    with like_clamd() as server:
        settings.CLAMAV_ADDRESS = server.address
        call_command("scan_documents", "alder")
        told = capsys.readouterr().out

    assert "alder: 1 scanned, 1 in quarantine, 0 left" in told
