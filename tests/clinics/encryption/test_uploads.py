"""Received files: bounded memory, nothing readable on disk, nothing left of a broken upload."""

import os
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from clinics.encryption.uploads import IN_MEMORY, SealedSpool, SealedUpload, SealedUploadHandler
from clinics.kit.actor import NOBODY, Actor, ActorKind

SOMEBODY = Actor(ActorKind.STAFF, "1")
MARKER = b"canary-in-an-upload "


def spooled(content: bytes) -> SealedSpool:
    spool = SealedSpool()
    for start in range(0, len(content), 100_000):
        spool.add(content[start : start + 100_000])
    spool.finish()
    return spool


def open_temporary_files() -> list[Path]:
    links = [link for link in Path("/proc/self/fd").iterdir() if link.exists()]
    return [link for link in links if "(deleted)" in str(link.readlink())]


@pytest.mark.parametrize("size", [0, 1, IN_MEMORY, IN_MEMORY + 1, 3 * IN_MEMORY + 17])
def test_what_was_received_is_read_back_from_the_start_as_often_as_wanted(size):
    content = (MARKER * (size // len(MARKER) + 1))[:size]
    spool = spooled(content)

    assert spool.read() == content
    assert spool.read() == b""
    spool.seek(0)
    assert spool.read() == content


def test_one_can_go_to_any_place_in_a_large_file():
    content = os.urandom(2 * IN_MEMORY + 5)
    spool = spooled(content)

    for place in (700_000, 10, 2 * IN_MEMORY):
        assert spool.seek(place) == place
        assert spool.read(100) == content[place : place + 100]
    assert spool.seek(0, os.SEEK_END) == len(content)
    assert spool.read() == b""


def test_a_large_file_is_not_readable_on_disk():
    before = set(map(str, open_temporary_files()))
    spool = spooled(MARKER * (2 * IN_MEMORY // len(MARKER)))

    (mine,) = [link for link in open_temporary_files() if str(link) not in before]
    stored = mine.read_bytes()

    assert len(stored) >= 2 * IN_MEMORY - len(MARKER)
    assert MARKER not in stored
    spool.close()


def post(content: bytes, by: Actor = SOMEBODY) -> HttpRequest:
    from django.core.files.uploadedfile import SimpleUploadedFile

    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.txt", content)})
    request.actor = by
    return request


def test_every_upload_is_received_this_way():
    upload = post(b"short").FILES["file"]

    assert isinstance(upload, SealedUpload)
    assert (upload.read(), upload.size, upload.is_too_large) == (b"short", 5, False)


@override_settings(UPLOAD_MAX_BYTES=1000)
def test_a_file_over_the_limit_is_named_as_such_and_not_kept():
    upload = post(b"x" * 1001).FILES["file"]

    assert upload.is_too_large
    assert upload.size == 1001
    assert upload.read() == b""


@pytest.mark.parametrize("size", [10, 3 * IN_MEMORY])
def test_nothing_is_kept_of_what_nobody_known_sends(size):
    before = len(open_temporary_files())

    upload = post(b"x" * size, by=NOBODY).FILES["file"]

    assert (upload.size, upload.read()) == (size, b"")
    assert len(open_temporary_files()) == before


def test_a_broken_upload_leaves_nothing():
    handler = SealedUploadHandler(post(b""))
    handler.new_file("file", "a.txt", "text/plain", None)
    handler.receive_data_chunk(MARKER * (2 * IN_MEMORY // len(MARKER)), 0)
    spool = handler.spool
    before = len(open_temporary_files())

    handler.upload_interrupted()

    assert spool.closed
    assert len(open_temporary_files()) == before - 1
