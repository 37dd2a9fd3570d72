"""What a ClamAV daemon says of a file: the same questions to a server that answers like one, and to a real one."""

import io
import socket

import pytest

from patients.documents import clamd
from patients.documents.clamd import Answer, Found, ScannerIsAway
from tests.clamd import HARM, TOO_LARGE, has_clamd, like_clamd, real_clamd

real = pytest.mark.skipif(not has_clamd(), reason="this machine has no clamd")


@pytest.fixture(params=["like clamd", pytest.param("clamd", marks=real)])
def address(request, tmp_path):
    if request.param == "clamd":
        with real_clamd(tmp_path) as there:
            yield there
    else:
        with like_clamd() as server:
            yield server.address


def test_it_says_what_it_found(address):
    answers = {
        what: clamd.scan(io.BytesIO(content), address=address)
        for what, content in {
            "harmless": b"Words on paper",
            "harm": HARM,
            "harm in the middle": b"a " * 100_000 + HARM + b" b" * 100_000,
            "too large": b"a " * TOO_LARGE,
        }.items()
    }

    assert answers["harmless"] == Answer(Found.NOTHING)
    assert {answers[each].found for each in ("harm", "harm in the middle")} == {Found.HARM}
    assert answers["harm"].name.startswith("Test.Harm")
    assert answers["too large"] == Answer(Found.REFUSED, "INSTREAM size limit exceeded.")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1", "127.0.0.1:port", "/nowhere/clamd.ctl", ":"])
def test_nobody_there_is_no_answer(address):
    with pytest.raises(ScannerIsAway):
        clamd.scan(io.BytesIO(b"words"), address=address)


def test_an_answer_that_breaks_off_is_none():
    with like_clamd() as server:
        server.is_broken = True
        with pytest.raises(ScannerIsAway):
            clamd.scan(io.BytesIO(b"words"), address=server.address)


def test_a_socket_of_the_file_system_is_asked_too(tmp_path):
    path = str(tmp_path / "clamd.ctl")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(path)
        listening.listen()
        listening.settimeout(10)
        with pytest.raises(ScannerIsAway):
            clamd.scan(_Closing(listening), address=path)


class _Closing:
    """A file whose reading makes the other side go away."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening

    def read(self, _size: int = -1) -> bytes:
        self._listening.accept()[0].close()
        return b""
