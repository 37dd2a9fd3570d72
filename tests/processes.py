"""Real server processes on the test session's database, for what threads cannot show: kills, streams, many workers."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
from django.conf import settings
from django.db import connections

from clinics.models import Clinic
from clinics.staff.permissions import Role
from tests.conftest import client_at

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 20.0
# Connections are kept as long as deploy/gunicorn.conf.py keeps them: a server that gives up on them before its
# clients do now and then closes one just as a request arrives on it.
GUNICORN = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--keep-alive", "75"]


@dataclass
class Server:
    """A running web server; `kill()` is SIGKILL to all of it, `start()` begins again on the same port."""

    port: int
    command: list[str]
    extra: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=environment(self.extra), start_new_session=True, stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=2).raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("the server did not start")

    def kill(self, number: int = signal.SIGKILL) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, number)
        self.process.wait()

    def kill_one_worker(self) -> None:
        """SIGKILL to one of the processes that answer; the one above them starts another."""
        assert self.process is not None
        workers = [pid for pid, parent in processes() if parent == self.process.pid]
        os.kill(random.choice(workers), signal.SIGKILL)

    def client(self, clinic: Clinic, role: Role | None = None, **options) -> httpx.Client:
        """An HTTP client at the clinic's host, signed in as that role."""
        cookies = session_cookies(clinic, role) if role else {}
        return httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}",
            headers={"Host": clinic.canonical_host},
            cookies=cookies,
            timeout=20,
            **options,
        )


def environment(extra: dict[str, str]) -> dict[str, str]:
    name = connections["default"].settings_dict["NAME"]
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "TEST_DATABASE": name, **extra}


@contextmanager
def serving(*options: str, application: str = "config.wsgi:application", **extra: str) -> Iterator[Server]:
    """Run gunicorn with these options until the block ends."""
    port = free_port()
    server = Server(port, [*GUNICORN, application, "--bind", f"127.0.0.1:{port}", *options], extra).start()
    try:
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.kill()


def processes() -> list[tuple[int, int]]:
    """Every process of this machine with its parent. A small machine has no `ps`, and a Mac no `/proc`."""
    if not Path("/proc/self/stat").exists():
        asked = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
        return [(int(line.split()[0]), int(line.split()[1])) for line in asked.stdout.splitlines()]
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            found.append((int(path.parent.name), int(path.read_text().rpartition(")")[2].split()[1])))
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def session_cookies(clinic: Clinic, role: Role) -> dict[str, str]:
    """Sign that person in for real, in the committed database."""
    client = client_at(clinic, role)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
