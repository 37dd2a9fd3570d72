"""One document: its page, its bytes, its preview, its withdrawal."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.factories import documents, files, patients
from tests.factories.staff import Role, acting


@pytest.fixture
def letter(db, alder):
    with entering(alder):
        return documents.add(patients.register(), by=acting(Role.CLINICIAN), file_name="Überweisung 検査.pdf")


def url(name, document):
    parts = {"patient_id": document.patient_id, "document_id": document.pk}
    return reverse(f"documents:{name}", kwargs=parts, urlconf="config.urls_clinic")


def events(alder):
    with entering(alder):
        return list(AuditEvent.objects.filter(event__startswith="document.").values_list("event", flat=True))


def test_the_page_shows_what_it_is_and_records_that_it_was_seen(visit, alder, letter):
    page = visit(alder, Role.FRONT_DESK).get(url("document", letter)).content.decode()

    assert "Überweisung 検査.pdf" in page
    assert url("preview", letter) in page
    assert "Withdraw" not in page
    assert "document.viewed" in events(alder)


def test_a_download_is_an_attachment_that_no_browser_runs_or_keeps(visit, alder, letter):
    answer = visit(alder, Role.FRONT_DESK).get(url("content", letter))

    assert b"".join(answer.streaming_content) == files.pdf()
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''%C3%9Cberweisung%20%E6%A4%9C%E6%9F%BB.pdf")
    assert (answer["Content-Type"], answer["Content-Length"]) == ("application/pdf", str(len(files.pdf())))
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    assert "sandbox" in answer["Content-Security-Policy"].split("; ")
    assert events(alder).count("document.downloaded") == 1


def test_the_preview_is_a_picture_and_recorded(visit, alder, letter):
    answer = visit(alder, Role.FRONT_DESK).get(url("preview", letter))

    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).format == "WEBP"
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/webp", "no-store")
    assert "document.previewed" in events(alder)


def test_withdrawing_asks_why_and_takes_it_from_those_who_may_not(visit, alder, letter):
    client = visit(alder, Role.CLINICIAN)
    assert client.get(url("withdrawal", letter)).status_code == 200
    assert client.post(url("withdrawal", letter), {"text": "No reason"}).status_code == 422

    page = client.post(url("withdrawal", letter), {"reason": "wrong_patient", "text": "Her sister's"}, follow=True)

    assert "Do not rely on this document" in page.content.decode()
    assert "Her sister&#x27;s" in page.content.decode()
    fran = visit(alder, Role.FRONT_DESK)
    assert "It is not shown any more" in fran.get(url("document", letter)).content.decode()
    assert fran.get(url("content", letter)).status_code == 302
    assert fran.get(url("preview", letter)).status_code == 403
    assert client.get(url("content", letter)).status_code == 200
    again = client.post(url("withdrawal", letter), {"reason": "other", "text": ""})
    assert "already withdrawn" in again.content.decode()


@pytest.mark.parametrize("name", ["document", "content", "preview", "withdrawal"])
def test_the_other_clinic_and_other_patients_do_not_lead_to_it(visit, alder, birch, letter, name):
    with entering(alder):
        other = patients.register(given="Berta")
    elsewhere = url(name, letter).replace(str(letter.patient_id), str(other.pk))

    assert visit(birch, Role.CLINICIAN).get(url(name, letter)).status_code == 404
    assert visit(alder, Role.CLINICIAN).get(elsewhere).status_code == 404


@pytest.mark.parametrize("name", ["document", "content", "preview", "withdrawal"])
@pytest.mark.parametrize("role", [Role.BILLER, Role.CAREGIVER, Role.AUDITOR])
def test_those_without_documents_enter_none_of_its_pages(visit, alder, letter, role, name):
    assert visit(alder, role).get(url(name, letter)).status_code == 403


def test_nobody_withdraws_without_the_right(visit, alder, letter):
    assert visit(alder, Role.FRONT_DESK).post(url("withdrawal", letter), {"reason": "other"}).status_code == 403


def test_a_stranger_is_asked_to_sign_in(visit, alder, letter):
    answer = visit(alder).get(url("content", letter))

    assert (answer.status_code, "/accounts/login/" in answer["Location"]) == (302, True)
