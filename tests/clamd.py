"""Virus scanners for tests: a real ClamAV daemon where the machine has one, else a server that answers like one."""

from __future__ import annotations

import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import free_port

HARM = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner calls harmful, by agreement, and what harms nobody; in two parts, so that this file is not it."""
TOO_LARGE = 3_000_000
PATIENCE = 60.0


class _Like(socketserver.BaseRequestHandler):
    """Speaks INSTREAM as clamd does, refuses what is longer than its limit, and knows one harmful file."""

    def handle(self) -> None:
        server: Scanner = self.server  # type: ignore[assignment]
        if self._exactly(10) != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        received = b""
        while length := struct.unpack(">L", self._exactly(4))[0]:
            received += self._exactly(length)
            if len(received) > TOO_LARGE:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        server.asked += 1
        if server.is_broken:
            return  # as when it was killed
        self.request.sendall(b"stream: Test.Harm FOUND\0" if HARM in received else b"stream: OK\0")

    def _exactly(self, size: int) -> bytes:
        got = b""
        while len(got) < size and (block := self.request.recv(size - len(got))):
            got += block
        return got.ljust(size, b"\0")


class Scanner(socketserver.ThreadingTCPServer):
    daemon_threads = True
    asked = 0
    is_broken = False

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def like_clamd() -> Iterator[Scanner]:
    with Scanner(("127.0.0.1", 0), _Like) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def has_clamd() -> bool:
    return shutil.which("clamd") is not None


@contextmanager
def real_clamd(place: Path) -> Iterator[str]:
    """Run clamd with one signature of our own: of the harmless file above. Nothing is downloaded."""
    port, known = free_port(), place / "known"
    known.mkdir()
    (known / "test.ndb").write_text(f"Test.Harm:0:*:{HARM.hex()}\n", encoding="ascii")
    said = (
        ("DatabaseDirectory", known),
        ("TCPSocket", port),
        ("TCPAddr", "127.0.0.1"),
        ("Foreground", "yes"),
        ("TemporaryDirectory", place),
        ("StreamMaxLength", TOO_LARGE),
        ("MaxThreads", 2),
    )
    (place / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in said), encoding="utf-8")
    command = ["clamd", f"--config-file={place / 'clamd.conf'}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield f"127.0.0.1:{port}"
        finally:
            process.kill()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("clamd did not start")
