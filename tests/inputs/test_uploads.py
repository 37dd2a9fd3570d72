"""Whatever file is sent: its bytes decide what it is, and nothing of it runs where it is shown or handed out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.forms import BaseForm, FileField
from PIL import Image
from rest_framework import serializers

from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from patients.documents import checking, kinds
from patients.documents.models import Document
from patients.imports.models import ImportBatch
from tests.conftest import AT
from tests.factories import files, patients
from tests.factories.staff import Role
from tests.factories.tokens import signed_in_program
from tests.inputs import hostile_files as hostile
from tests.inputs.strings import MARK
from tests.inputs.uploading import (
    API,
    BOUNDARY,
    DOORS,
    IMPORT,
    INERT_TYPES,
    LOGO,
    PAGE,
    Door,
    faults_of_download,
    form_of,
)
from tests.patients.documents.conftest import folder, objects  # noqa: F401  a storage of the test's own

DOCUMENTS = (PAGE, API)


class Sending:
    """An owner who sends files, by pages and by a program."""

    def __init__(self, visit: Any, clinic: Clinic) -> None:
        self.clinic, self.browser = clinic, visit(clinic, Role.OWNER)
        with entering(clinic):
            self.patient = str(patients.register().pk)
        program = signed_in_program(clinic, AT, Role.OWNER, "patients.read", "documents.read", "documents.write")
        self.bearer = {"Authorization": f"Bearer {program[0].token}"}

    def send(self, door: Door, name: str, content: bytes) -> Any:
        body = form_of(door, name, content, patient=self.patient)
        address, kind = door.address.format(patient=self.patient), f"multipart/form-data; boundary={BOUNDARY}"
        return self.browser.post(address, body, kind, headers=self.bearer if door is API else {})

    def fetch(self, door: Door, what: str) -> Any:
        with entering(self.clinic):
            kept = Document.objects.latest("id")
        beginning = "/api/v1" if door is API else f"/patients/{self.patient}"
        headers = self.bearer if door is API else {}
        return self.browser.get(f"{beginning}/documents/{kept.pk}/{what}/", headers=headers)


@pytest.fixture
def sending(visit, alder, folder) -> Sending:  # noqa: F811
    return Sending(visit, alder)


def test_every_field_that_takes_a_file_is_tried_here():
    assert {_called(field) for field in _fields()} == {door.field for door in DOORS}


@pytest.mark.parametrize("door", DOCUMENTS, ids=["page", "api"])
def test_what_is_not_what_it_says_is_refused_and_leaves_nothing(sending, objects, door):  # noqa: F811
    answered = {what: sending.send(door, *file).status_code for what, file in hostile.REFUSED.items()}

    assert {what: status for what, status in answered.items() if status not in (413, 415, 422)} == {}
    assert objects() == []
    with entering(sending.clinic):
        assert not Document.objects.exists()


@pytest.mark.parametrize("door", DOCUMENTS, ids=["page", "api"])
def test_what_is_kept_is_handed_out_as_something_that_cannot_run(sending, door):
    for what, (name, content) in hostile.INERT.items():
        assert sending.send(door, name, content).status_code in (201, 302), what

        answer = sending.fetch(door, "content")
        assert b"".join(answer.streaming_content) == content, what
        assert faults_of_download(answer.headers) == [], what
        preview = sending.fetch(door, "preview")
        drawn = b"".join(preview.streaming_content) if preview.streaming else b""
        assert (preview.status_code, drawn[8:12]) in ((200, b"WEBP"), (404, b"")), what
        assert MARK.encode() not in drawn, what


@pytest.mark.parametrize("door", DOCUMENTS, ids=["page", "api"])
def test_a_name_of_a_file_leads_nowhere_and_is_not_turned_around(sending, door):
    for name in hostile.NAMES:
        assert sending.send(door, name, files.pdf()).status_code in (201, 302), name
        assert faults_of_download(sending.fetch(door, "content").headers) == [], name


def test_of_a_logo_only_pixels_are_left(sending):
    for what, file in (hostile.REFUSED | hostile.INERT).items():
        assert sending.send(LOGO, *file).status_code in (200, 302), what
        if kept := logo_of(sending.clinic):
            assert Image.open(io.BytesIO(kept)).format == "PNG", what
            assert not any(word in kept for word in (MARK.encode(), b"<script", b"PK\x01\x02", b"%PDF")), what


def test_a_logo_that_was_too_large_to_receive_takes_nothing_away(sending, settings):
    assert sending.send(LOGO, "logo.png", files.picture()).status_code == 302
    settings.UPLOAD_MAX_BYTES = 2_000_000

    answer = sending.send(LOGO, "logo.png", bytes(2_000_001))

    assert "This picture is too large" in answer.content.decode()
    assert logo_of(sending.clinic)


def test_of_a_file_of_people_nothing_runs_on_its_page(sending):
    for what, (_name, content) in (hostile.REFUSED | hostile.INERT).items():
        answer = sending.send(IMPORT, "people.csv", content)
        if answer.status_code == 302:
            answer = sending.browser.get(answer["Location"])
        assert answer.status_code in (200, 422), what
        page = answer.content.decode()
        assert f"<script>alert('{MARK}')" not in page, what
        assert f"onload=alert('{MARK}')" not in page, what


def test_the_name_of_a_file_of_people_is_cleaned(sending):
    for name in hostile.NAMES:
        sending.send(IMPORT, name.replace(".pdf", ".csv"), b"Family name;Given name\nRuiz;Ana\n")

    with entering(sending.clinic):
        kept = [str(batch.file_name) for batch in ImportBatch.objects.all()]
    assert len(kept) > len(hostile.NAMES) - 3
    assert not [name for name in kept if any(sign in name for sign in "/\\\0\u202e\u2066<>")]


@pytest.mark.parametrize("door", DOORS, ids=["page", "api", "logo", "import"])
def test_two_files_in_one_form_are_refused(sending, door):
    one = form_of(door, "a.pdf", files.pdf(), patient=sending.patient)
    body = one.removesuffix(f"--{BOUNDARY}--\r\n".encode()) + one
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    headers = sending.bearer if door is API else {}

    answer = sending.browser.post(door.address.format(patient=sending.patient), body, kind, headers=headers)

    assert answer.status_code == 400


@pytest.mark.slow
@pytest.mark.parametrize("door", DOCUMENTS, ids=["page", "api"])
def test_a_pdf_of_a_hundred_thousand_pages_is_drawn_or_not_and_stops_nobody(sending, door):
    assert sending.send(door, "long.pdf", files.pdf(pages=100_000)).status_code in (201, 302)

    assert faults_of_download(sending.fetch(door, "content").headers) == []
    assert sending.fetch(door, "preview").status_code in (200, 404)


RIGHT = {
    "Content-Disposition": 'attachment; filename="scan.pdf"',
    "X-Content-Type-Options": "nosniff",
    "Content-Type": "application/pdf",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
WRONG = {
    "Content-Disposition": ("inline", 'attachment; filename="../scan.pdf"', "attachment; filename*=utf-8''%E2%80%AEx"),
    "X-Content-Type-Options": ("",),
    "Content-Type": ("text/html", "image/svg+xml", "application/javascript", "application/xhtml+xml"),
    "Content-Security-Policy": ("default-src 'none'", "sandbox", "sandbox allow-scripts"),
    "Cache-Control": ("private",),
    "Cross-Origin-Resource-Policy": ("cross-origin",),
}


def test_every_kind_that_is_kept_is_one_that_cannot_run_and_is_tried():
    tried = {kinds.kind_of(content, extension=name.rpartition(".")[2]) for name, content in hostile.INERT.values()}

    assert [kind.name for kind in kinds.KINDS.values() if not INERT_TYPES.match(kind.content_type)] == []
    assert {kind.name for kind in kinds.KINDS.values()} - {kind.name for kind in tried if kind} == set()


@pytest.mark.parametrize(("header", "value"), [(name, value) for name, wrong in WRONG.items() for value in wrong])
def test_a_download_that_could_run_is_noticed(header, value):
    assert faults_of_download(RIGHT) == []
    assert faults_of_download({**RIGHT, header: value})


def test_a_product_that_believes_names_is_noticed(sending, objects, monkeypatch):  # noqa: F811
    by_ending = {ending: kind for kind in kinds.KINDS.values() for ending in kind.extensions}
    monkeypatch.setattr(checking, "kind_of", lambda head, *, extension: by_ending.get(extension))

    sending.send(PAGE, *hostile.REFUSED["a page called PDF"])

    assert len(objects()) == 1


def logo_of(clinic: Clinic) -> bytes:
    with entering_platform():
        return bytes(Clinic.objects.get(pk=clinic.pk).logo)


def _fields() -> Iterator[tuple[type, str]]:
    import_module("config.urls_clinic")
    import_module("config.urls_platform")
    for form in _below(BaseForm):
        yield from ((form, name) for name, field in getattr(form, "base_fields", {}).items() if _takes_a_file(field))
    for body in _below(serializers.Serializer):
        declared = getattr(body, "_declared_fields", {})
        yield from ((body, name) for name, field in declared.items() if isinstance(field, serializers.FileField))


def _takes_a_file(field: object) -> bool:
    return isinstance(field, FileField)


def _called(field: tuple[type, str]) -> str:
    return f"{field[0].__module__}.{field[0].__qualname__}.{field[1]}"


def _below(parent: type) -> Iterator[type]:
    for child in parent.__subclasses__():
        if child.__module__.split(".")[0] in ("config", "clinics", "patients", "appointments", "billing"):
            yield child
        yield from _below(child)
