"""A patient's documents, and adding one by the page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from patients.documents.models import Document
from tests.factories import documents, files, patients
from tests.factories.staff import Role, acting

FOLDER_STATEMENTS = 8


@pytest.fixture
def ana(db, alder):
    with entering(alder):
        return patients.register()


def url(name, patient):
    return reverse(f"documents:{name}", kwargs={"patient_id": patient.pk}, urlconf="config.urls_clinic")


def sent(content=None, name="Lab letter.pdf", **more):
    file = SimpleUploadedFile(name, files.pdf() if content is None else content)
    return {"file": file, "title": "", "category": "letter", **more}


def test_the_folder_invites_to_add_the_first(visit, alder, ana):
    page = visit(alder, Role.FRONT_DESK).get(url("folder", ana)).content.decode()

    assert "No documents yet" in page
    assert url("new", ana) in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_folder_takes_as_many_statements_however_many_documents(visit, alder, ana, rows, django_assert_num_queries):
    with entering(alder):
        for number in range(rows):
            documents.add(ana, by=acting(Role.CLINICIAN), title=f"Letter {number}")
    client = visit(alder, Role.CLINICIAN)
    client.get(url("folder", ana))

    with django_assert_num_queries(FOLDER_STATEMENTS):
        page = client.get(url("folder", ana)).content.decode()
    assert page.count("<tr") == rows + 1


def test_listing_is_recorded_with_the_patient(visit, alder, ana):
    visit(alder, Role.CLINICIAN).get(url("folder", ana))

    with entering(alder):
        assert AuditEvent.objects.get(event="document.listed").patient_ids == [ana.pk]


def test_a_file_is_sent_and_its_page_opens(visit, alder, ana):
    answer = visit(alder, Role.FRONT_DESK).post(url("new", ana), sent(title="Blood count"), follow=True)

    page = answer.content.decode()
    assert "Blood count" in page
    assert "Lab letter.pdf" in page
    with entering(alder):
        assert Document.objects.get().uploaded_by_name == "Fran Desk"


def test_htmx_is_told_where_to_go(visit, alder, ana):
    answer = visit(alder, Role.FRONT_DESK).post(url("new", ana), sent(), headers={"HX-Request": "true"})

    with entering(alder):
        document = Document.objects.get()
    assert (answer.status_code, answer["HX-Redirect"]) == (200, f"{url('folder', ana)}{document.pk}/")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.pdf", "The file is empty"),
        (b"MZ\x90\0", "a.exe", "Files of this kind are not kept"),
        (files.picture(), "a.pdf", "The file is named .pdf, but it holds a PNG picture"),
        (b"<html><script>", "a.html", "Files of this kind are not kept"),
    ],
)
def test_a_refused_file_is_explained(visit, alder, ana, objects, content, name, words):  # noqa: PLR0917
    answer = visit(alder, Role.FRONT_DESK).post(url("new", ana), sent(content, name))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert objects() == []


def test_a_file_over_the_limit_is_explained(visit, alder, ana, settings):
    settings.UPLOAD_MAX_BYTES = 1000

    answer = visit(alder, Role.FRONT_DESK).post(url("new", ana), sent(b"x" * 1001, "a.txt"))

    assert answer.status_code == 422
    assert "larger than 100 MB" in answer.content.decode()


def test_without_a_file_the_form_asks_for_one(visit, alder, ana):
    answer = visit(alder, Role.FRONT_DESK).post(url("new", ana), {"title": "", "category": "letter"})

    assert answer.status_code == 422


@pytest.mark.parametrize("role", [Role.BILLER, Role.CAREGIVER, Role.AUDITOR])
def test_others_neither_see_nor_add_documents(visit, alder, ana, role):
    client = visit(alder, role)

    assert client.get(url("folder", ana)).status_code == 403
    assert client.post(url("new", ana), sent()).status_code == 403


def test_the_other_clinic_has_no_such_folder(visit, birch, ana):
    assert visit(birch, Role.CLINICIAN).get(url("folder", ana)).status_code == 404
