"""100 MB in and out in bounded memory, and nothing readable on any disk on the way."""

import hashlib
import io
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest
from django.test.client import ClientHandler
from django.urls import reverse

from clinics.kit.current import entering
from patients.documents.models import Document
from tests.factories import patients
from tests.factories.staff import Role

pytestmark = pytest.mark.slow

SIZE = 99_900_000
ALLOWED = 60_000_000  # far below the file; what the cipher, the parser and the blocks take
LINE = b"canary-in-a-large-file, line by line.\n"
BOUNDARY = "a-boundary-of-the-test"


class Form(io.RawIOBase):
    """A form with a file, made while it is read, as a socket would give it."""

    def __init__(self) -> None:
        super().__init__()
        parts = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{{}}"\r\n\r\n{{}}\r\n'
        head = parts.format("title", "") + parts.format("category", "other")
        head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="large.txt"\r\n'
        self._pieces = [f"{head}Content-Type: text/plain\r\n\r\n".encode(), f"\r\n--{BOUNDARY}--\r\n".encode()]
        self.length = sum(map(len, self._pieces)) + SIZE
        self.digest = hashlib.sha256()
        self._source = self._made()
        self._held = b""

    def _made(self):
        yield self._pieces[0]
        block, left = LINE * 4000, SIZE
        while left:
            piece = block[:left]
            self.digest.update(piece)
            left -= len(piece)
            yield piece
        yield self._pieces[1]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if not self._held:
            self._held = next(self._source, b"")
        taken, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


class Watch:
    """The most memory this process had while the block ran, above what it had before; and what it wrote readably."""

    def __enter__(self):
        self.before = self.most = psutil.Process().memory_info().rss
        self.readable: set[str] = set()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def _look(self) -> None:
        while not self._is_over.is_set():
            self.most = max(self.most, psutil.Process().memory_info().rss)
            for link in Path("/proc/self/fd").iterdir():
                try:
                    target = str(link.readlink())
                    if target.startswith(tempfile.gettempdir()) and is_readable(link):
                        self.readable.add(target)
                except OSError:
                    continue
            time.sleep(0.05)

    def __exit__(self, *exc):
        self._is_over.set()
        self._thread.join()

    @property
    def growth(self) -> int:
        return self.most - self.before


def is_readable(path: Path) -> bool:
    with path.open("rb") as stored:
        return LINE[:20] in stored.read(3_000_000)


def asked(client, method: str, path: str, form: Form | None = None):
    """Answer one request as a server would, without collecting either body."""
    environ = client._base_environ(PATH_INFO=path, REQUEST_METHOD=method)
    if form:
        environ |= {
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(form.length),
            "wsgi.input": io.BufferedReader(form),
        }
    return ClientHandler(enforce_csrf_checks=False)(environ)


def test_a_large_file_comes_and_goes_in_bounded_memory(visit, alder, folder):
    with entering(alder):
        ana = patients.register()
    client = visit(alder, Role.FRONT_DESK)
    address = reverse("documents:new", kwargs={"patient_id": ana.pk}, urlconf="config.urls_clinic")
    client.get(address)
    form = Form()

    with Watch() as upload:
        answer = asked(client, "POST", address, form)
    assert answer.status_code == 302
    with entering(alder):
        document = Document.objects.get()
        assert (document.size, document.digest) == (SIZE, form.digest.hexdigest())

    came_back = hashlib.sha256()
    with Watch() as download:
        answer = asked(client, "GET", f"{answer['Location']}content/")
        for block in answer.streaming_content:
            came_back.update(block)
        answer.close()

    assert came_back.hexdigest() == form.digest.hexdigest()
    assert upload.growth < ALLOWED
    assert download.growth < ALLOWED
    assert (upload.readable, download.readable) == (set(), set())
    assert not is_readable(folder / document.storage_key)
