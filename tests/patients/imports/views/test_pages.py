"""An administrator imports a file by page: looks, answers, starts, watches, downloads errors, takes back."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clinics.events.models import Job, JobState
from clinics.kit.current import entering
from clinics.staff.permissions import Role
from patients.imports.models import BatchState, ImportBatch
from patients.imports.tasks import run, undo
from patients.models import Patient

PEOPLE = "id,given,family,birth_date\n1,Ana,Ruiz,1984-03-07\n2,Ben,Okoye,1990-01-31\n3,,,\n"
URLS = "config.urls_clinic"


def upload(client, content: str, name: str = "people.csv"):
    file = SimpleUploadedFile(name, content.encode(), content_type="text/csv")
    return client.post(reverse("imports:directory", urlconf=URLS), {"file": file, "software": "oldsoft"})


def work(task, clinic) -> None:
    """What a worker does when the dispatcher rings."""
    result = task.apply(headers={"clinic": clinic.schema_name})
    assert result.state == "SUCCESS", result.traceback


@pytest.fixture
def client(visit, alder):
    return visit(alder, Role.ADMINISTRATOR)


def test_a_file_goes_from_upload_to_people_and_back(client, alder, db):
    page = upload(client, PEOPLE)
    assert page.status_code == 302
    here = page["Location"]
    assert "Ready to start" in client.get(here).content.decode()
    client.post(f"{here}start/")
    with entering(alder):
        assert not Patient.objects.exists()
        assert Job.objects.get(kind="imports.run").state == JobState.WAITING
    assert "<progress" in client.get(here).content.decode()
    work(run, alder)
    with entering(alder):
        assert sorted(person.given for person in Patient.objects.all()) == ["Ana", "Ben"]
        assert ImportBatch.objects.get().state == BatchState.DONE
    shown = client.get(here).content.decode()
    assert "neither a family nor a given name" in shown
    errors = client.get(f"{here}errors/")
    assert errors["Content-Type"].startswith("text/csv")
    assert errors.content.decode("utf-8-sig").count("\n") == 2
    assert client.get(f"{here}undo/").status_code == 200
    client.post(f"{here}undo/")
    work(undo, alder)
    with entering(alder):
        assert ImportBatch.objects.get().withdrawn == 2
        assert not Patient.objects.correct().exists()


def test_questions_are_answered_on_the_page(client, alder, db):
    here = upload(client, "given,family,birth_date\nAna,Ruiz,03/04/1984\nBen,Okoye,05/06/1990\n")["Location"]
    shown = client.get(here).content.decode()
    assert "What the file leaves open" in shown
    client.post(f"{here}start/")
    with entering(alder):
        assert not Job.objects.exists()
    client.post(f"{here}answers/", {"q0": "mdy"})
    assert "Ready to start" in client.get(here).content.decode()


def test_what_is_no_table_is_refused_beside_the_field(client, db):
    page = upload(client, "PK\x03\x04 not a table", "people.xlsx")
    assert page.status_code == 422


def test_the_page_of_another_clinics_import_is_not_there(client, visit, alder, birch, db):
    here = upload(client, PEOPLE)["Location"]
    assert visit(birch, Role.ADMINISTRATOR).get(here).status_code == 404


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.CLINICIAN, Role.BILLER])
def test_only_those_who_may_import_come_in(visit, alder, role):
    assert visit(alder, role).get("/settings/import/").status_code == 403


def test_the_stored_file_shows_nobody(client, alder, db, settings):
    from patients.documents import storage

    upload(client, PEOPLE)
    with entering(alder):
        kept = storage.read(ImportBatch.objects.get().storage_key).read()
    assert b"Ruiz" not in kept
    assert len(kept) > len(PEOPLE)
