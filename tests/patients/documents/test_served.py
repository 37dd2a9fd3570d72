"""The server as it is run: large files pass its front in bounded memory, broken ones leave nothing."""

import hashlib
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from clinics.kit.current import entering
from patients.documents.models import Document
from tests.factories import patients
from tests.factories.staff import Role
from tests.processes import Server, serving

pytestmark = pytest.mark.slow

SIZE = 95_000_000
ALLOWED = 80_000_000
BOUNDARY = "a-boundary-of-the-test"
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
LINE = b"canary-in-a-served-file, line by line.\n"


@pytest.fixture(autouse=True)
def folder(settings, own_clinic) -> Iterator[Path]:
    """The storage of the test session, which the server's processes use."""
    place = Path(settings.STORAGES["documents"]["OPTIONS"]["location"])
    yield place
    shutil.rmtree(place / own_clinic.schema_name, ignore_errors=True)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving("--worker-class", "asgi", application="config.asgi:application") as running:
        yield running


@pytest.fixture
def ana(own_clinic):
    with entering(own_clinic):
        return patients.register()


class Peak:
    """The most memory the server's processes had together while the block ran, above what they had before."""

    def __init__(self, server: Server) -> None:
        self._root = psutil.Process(server.process.pid)

    def _now(self) -> int:
        total = 0
        for process in [self._root, *self._root.children(recursive=True)]:
            try:
                total += process.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        return total

    def __enter__(self):
        self._before = self._most = self._now()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def _look(self) -> None:
        while not self._is_over.is_set():
            self._most = max(self._most, self._now())
            time.sleep(0.02)

    def __exit__(self, *exc):
        self._is_over.set()
        self._thread.join()

    @property
    def growth(self) -> int:
        return self._most - self._before


class Lines:
    """A file made while it is read."""

    def __init__(self, size: int) -> None:
        self._left, self.digest = size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = (LINE * 4000)[: min(self._left, 150_000 if size < 0 else size)]
        self._left -= len(block)
        self.digest.update(block)
        return block


def form(client, address) -> dict[str, str]:
    client.get(address)
    return {"title": "", "category": "other", "csrfmiddlewaretoken": client.cookies["csrftoken"]}


def test_a_large_file_passes_the_front_in_bounded_memory(server, own_clinic, ana):
    client, path = server.client(own_clinic, Role.FRONT_DESK), f"/patients/{ana.pk}/documents/new/"
    fields, content = form(client, path), Lines(SIZE)
    body = multipart(fields, content)

    with Peak(server) as upload:
        answer = client.post(
            path,
            content=body,
            headers={
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                "Content-Length": str(length(fields)),
            },
        )
    assert answer.status_code == 302, answer.text[:500]

    came_back = hashlib.sha256()
    with Peak(server) as download, client.stream("GET", f"{answer.headers['Location']}content/") as answer:
        for block in answer.iter_bytes(200_000):
            came_back.update(block)

    assert came_back.hexdigest() == content.digest.hexdigest()
    assert upload.growth < ALLOWED
    assert download.growth < ALLOWED


@pytest.mark.parametrize("how", ["the client goes", "the server is killed"])
def test_an_upload_that_breaks_leaves_nothing(server, own_clinic, ana, folder, how):
    client, path = server.client(own_clinic, Role.FRONT_DESK), f"/patients/{ana.pk}/documents/new/"
    fields = form(client, path)
    cookies = "; ".join({f"{cookie.name}={cookie.value}" for cookie in client.cookies.jar})
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {own_clinic.canonical_host}\r\n"
        f"Cookie: {cookies}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {length(fields)}\r\n\r\n"
    ).encode()
    before = stored(folder)
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(head)
        for sent, block in enumerate(multipart(fields, Lines(SIZE))):
            line.sendall(block)
            if sent > 100:
                break
        if how == "the server is killed":
            server.kill()
    if how == "the server is killed":
        server.start()
    time.sleep(1)

    assert server.client(own_clinic, Role.FRONT_DESK).get("/").status_code == 200
    with entering(own_clinic):
        assert not Document.objects.exists()
    assert stored(folder) == before


def stored(folder: Path) -> set[Path]:
    """Objects and parts of objects."""
    return {path for path in folder.rglob("*") if path.is_file()}


def head_of(fields: dict[str, str]) -> bytes:
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{{}}"\r\n\r\n{{}}\r\n'
    parts = "".join(part.format(name, value) for name, value in fields.items())
    return f'{parts}--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="large.txt"\r\n\r\n'.encode()


def length(fields: dict[str, str]) -> int:
    return len(head_of(fields)) + SIZE + len(TAIL)


def multipart(fields: dict[str, str], content: Lines) -> Iterator[bytes]:
    yield head_of(fields)
    while block := content.read(150_000):
        yield block
    yield TAIL
