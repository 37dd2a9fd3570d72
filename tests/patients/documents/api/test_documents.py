"""`/api/v1/documents/`."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clinics.kit.current import entering
from tests.factories.patients import register

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def ana(alder):
    with entering(alder):
        return register()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "documents": {**settings.STORAGES["documents"], "OPTIONS": {"location": str(tmp_path)}},
    }


def send(program, ana, content=PDF, name="letter.pdf", key="", **more):
    headers = {"Authorization": f"Bearer {program.token}"} | ({"Idempotency-Key": key} if key else {})
    file = SimpleUploadedFile(name, content)
    return program.web.post(
        "/api/v1/documents/", {"patient": str(ana.pk), "category": "letter", "file": file, **more}, headers=headers
    )


def test_a_document_comes_back_byte_by_byte(program, ana):
    made = send(program, ana, title="Referral")
    assert made.status_code == 201, made.content

    content = program.get(f"{made['Location']}content/")

    assert b"".join(content.streaming_content) == PDF
    assert made.json()["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert content["Content-Disposition"] == 'attachment; filename="letter.pdf"'


def test_what_the_bytes_are_decides(program, ana):
    answer = send(program, ana, content=b"MZ\x90\x00" * 40)

    assert (answer.status_code, answer.json()["code"]) == (415, "document_kind_not_kept")


def test_sending_a_file_twice_with_one_key_keeps_it_once(program, ana):
    first, second = send(program, ana, key="k1"), send(program, ana, key="k1")
    other = send(program, ana, content=PDF + b"\n", key="k1")

    assert (first.status_code, second.json()["id"]) == (201, first.json()["id"])
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert program.get("documents/").json()["count"] == 1


def test_a_withdrawn_document_stays_with_its_reason(program, ana):
    made = send(program, ana)

    gone = program.post(f"{made['Location']}withdrawal/", {"reason": "duplicate"})

    assert (gone.status_code, gone.json()["status"]) == (200, "withdrawn")
    assert program.get("documents/", status="current").json()["count"] == 0


def test_a_file_cut_to_nothing_is_refused(program, ana):
    assert send(program, ana, content=b"").status_code == 422
