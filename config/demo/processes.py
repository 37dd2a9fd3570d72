"""The processes of a demo: started together, watched, and stopped together."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

PATIENCE = 20.0  # seconds to answer after start, and to end after a stop
GRACE = 8.0


@dataclass
class Service:
    """One process of the demo and where its output goes."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    output: IO[bytes] | None = None

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.output = self.log.open("ab")
        self.process = subprocess.Popen(
            self.command, stdout=self.output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        if self.process is None:
            return
        if not self.has_ended():
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.output is not None:
            self.output.close()


@dataclass
class Services:
    """All of them. One that ends by itself is started again, with a growing pause."""

    members: list[Service]
    failures: dict[str, int] = field(default_factory=dict)

    def start(self) -> None:
        for service in self.members:
            service.start()

    def stop(self) -> None:
        for service in reversed(self.members):
            service.stop()

    def revive(self, stopping: threading.Event) -> list[str]:
        """Start again what has ended, unless all is `stopping`; return the names, for a line on the screen."""
        revived = []
        for service in self.members:
            if service.has_ended():
                count = self.failures[service.name] = self.failures.get(service.name, 0) + 1
                if stopping.wait(min(count, 5)):
                    break
                service.stop()
                service.start()
                revived.append(service.name)
        return revived


def services(*, port: int, folder: Path) -> Services:
    """Web with the live channel, worker and dispatcher, with their logs in `folder`."""
    python = sys.executable
    manage = str(Path(__file__).resolve().parents[2] / "manage.py")
    web = [python, "-m", "gunicorn", "config.asgi:application", "--worker-class", "asgi", "--workers", "2"]
    web += ["--control-socket", str(folder / "gunicorn.sock"), "--timeout", "120"]
    for address in addresses(port):
        web += ["--bind", address]
    worker = [python, "-m", "celery", "-A", "config.celery", "worker", "--pool", "threads", "--concurrency", "2"]
    worker += ["--loglevel", "warning", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    dispatcher = [python, manage, "dispatch"]
    commands = {"web": web, "worker": worker, "dispatcher": dispatcher}
    return Services([Service(name, command, folder / f"{name}.log") for name, command in commands.items()])


def addresses(port: int) -> list[str]:
    """Loopback by both families where the machine has them: browsers try either for *.localhost."""
    found = [f"127.0.0.1:{port}"]
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return found
    return [*found, f"[::1]:{port}"]


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(port: int) -> bool:
    """Does the web process answer `/readyz` in time?"""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:  # nosec B310  # our own
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
