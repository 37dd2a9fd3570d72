"""A line of the log is one record that the product wrote: no word of a request ends one, begins one or colours one."""

from __future__ import annotations

import io
import json
import logging
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import structlog
from django.test import Client

from clinics.models import Clinic
from config.observability import scrubbing
from config.observability.logging import logging_settings
from patients.actions import registration
from tests.factories.staff import Role
from tests.inputs.strings import MARK
from tests.processes import GUNICORN, Server, free_port

pytestmark = pytest.mark.slow

FORGED = f'{{"event": "{MARK}", "level": "info", "logger": "polyclinic.access", "timestamp": "2026-11-02"}}'
READABLE = f"2026-11-02T09:30:00.000000Z [info     ] {MARK} signed in      [polyclinic.access] status=200"
HOSTILE = f"\x1b[2J\x1b[31m{MARK}\r\n{FORGED}\r{READABLE}\n\x85{FORGED}\u2028{READABLE}\x0b\x07\x9b31m"
RECORD = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z \[\w+ *\] ")
CONTINUED = re.compile(r"  [\w.]+:[\w<>.]+:\d+|[\w.]+(?: [0-9A-Z]{5}(?: \w+)?)?|")
"""Below a readable record stands what failed: its type, and where, each on a line of its own."""
GUNICORNS = re.compile(r"\[\d{4}-\d\d-\d\d [\d:]+ \+\d{4}\] \[\d+\] \[\w+\] [\x20-\x7e]*")
"""What the process above those that answer says when they begin and end."""
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Lines:
    """What was written, and how many records it was."""

    def __init__(self, *, readable: bool) -> None:
        self.readable, self.stream, self.count = readable, io.StringIO(), 0
        configured = logging_settings(readable=readable)["formatters"]["lines"]
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(configured.pop("()")(**configured))
        self.handler.addFilter(self._counted)

    def _counted(self, _record: logging.LogRecord) -> bool:
        self.count += 1
        return True

    def faults(self) -> list[str]:
        text = self.stream.getvalue()
        found = faults_of(text, readable=self.readable)
        records = sum(1 for line in text.split("\n") if RECORD.match(line) or line.startswith("{"))
        return found + ([] if records == self.count else [f"{records} records are {self.count}"])


def faults_of(text: str, *, readable: bool) -> list[str]:
    """What is no record of ours, in lines as they were written."""
    lines = text.removesuffix("\n").split("\n") if text else []
    faults = [f"{line[:40]!r} is no record" for line in lines if not (is_readable if readable else is_json)(line)]
    faults += ["holds what was typed"] if MARK in text else []
    return faults + [f"holds {found!r}" for found in sorted(set(CONTROL.findall(text)))]


def is_json(line: str) -> bool:
    try:
        return {"event", "level", "logger", "timestamp"} <= set(json.loads(line))
    except ValueError:
        return False


def is_readable(line: str) -> bool:
    return bool(RECORD.match(line) or CONTINUED.fullmatch(line))


@pytest.fixture(params=[False, True], ids=["JSON", "readable"])
def lines(request) -> Iterator[Lines]:
    """What every logger of the process writes from here on."""
    written, root = Lines(readable=request.param), logging.getLogger()
    root.addHandler(written.handler)
    yield written
    root.removeHandler(written.handler)


def breaks(**_told: Any) -> None:
    try:
        raise KeyError(HOSTILE)
    except KeyError as error:
        raise RuntimeError(HOSTILE, f"{MARK}\n{FORGED}") from error


def requests(alder: Clinic, web: Client) -> None:
    """Ask with hostile words in each part of a request."""
    headers = {name: HOSTILE.encode().decode("latin-1") for name in ("User-Agent", "Referer", "X-Request-Id", "Cookie")}
    path = f"/patients/{quote(HOSTILE)}/"
    web.get(path)
    web.get("/patients/", {"q": HOSTILE, HOSTILE: HOSTILE})
    web.get("/", headers={name: value for name, value in headers.items() if name != "Cookie"})
    web.get(path, headers={"Accept-Language": HOSTILE, "X-Forwarded-For": HOSTILE, "Authorization": HOSTILE})
    web.post("/patients/new/", {"given": HOSTILE, "family": HOSTILE, HOSTILE: HOSTILE})
    web.generic(f"GET{HOSTILE}", "/patients/")
    web.generic("POST", "/api/v1/patients/", HOSTILE, content_type=HOSTILE)
    Client(SERVER_NAME="x", HTTP_HOST=HOSTILE).get("/")
    Client(**{**web.defaults, "HTTP_COOKIE": headers["Cookie"]}).get("/")


def test_no_part_of_a_request_is_a_line(alder, visit, lines):
    requests(alder, visit(alder, Role.FRONT_DESK))

    assert lines.faults() == []
    assert lines.count > 7


def test_what_broke_is_told_without_its_words(alder, visit, lines, monkeypatch):
    monkeypatch.setattr(registration, "register", breaks)
    web = visit(alder, Role.FRONT_DESK)
    web.raise_request_exception = False
    born = {"birth_date_year": "1931", "birth_date_month": "7", "birth_date_day": "19"}

    assert web.post("/patients/new/", {"given": "Ana", "family": f"{MARK}son", **born}).status_code == 500

    assert lines.faults() == []
    assert "builtins.RuntimeError" in lines.stream.getvalue()


@pytest.mark.parametrize("name", ["polyclinic.x", "django.security", "gunicorn.error", "urllib3"])
def test_no_argument_of_a_library_is_a_line(lines, name):
    log = logging.getLogger(name)

    log.error("Failed: %s (%r)", HOSTILE, HOSTILE)
    log.error("Failed: %(name)s", {"name": HOSTILE, "other": HOSTILE})
    log.error(f"Failed: {HOSTILE}")  # noqa: G004  what is tested
    log.error("Failed", extra={"status": HOSTILE, HOSTILE: HOSTILE})

    assert lines.count == 4
    assert lines.faults() == []


@pytest.mark.parametrize("name", [*scrubbing.INFRASTRUCTURE, *scrubbing.TEMPLATES])
def test_what_is_kept_of_connections_tasks_and_schedules_stays_on_its_line(lines, name):
    log = logging.getLogger(f"{name.rstrip('.')}.tests")

    log.error("Cannot connect to %s", HOSTILE)
    log.error(f"Cannot connect to {HOSTILE}")  # noqa: G004  what is tested

    assert lines.count == 2
    assert set(lines.faults()) <= {"holds what was typed"}


def test_no_value_of_ours_is_a_line(lines):
    log = structlog.get_logger("polyclinic.tests")

    log.info("Rows imported", rows=HOSTILE, state=HOSTILE, kind=[HOSTILE], route=f"{MARK}\n", patient=HOSTILE)
    log.info(f"Found {HOSTILE}")  # noqa: G004  what is tested

    assert lines.count == 2
    assert lines.faults() == []


class TestServers:
    """Whatever is sent to a real server, before the product sees it or after."""

    RAW = (
        f"GET /patients/?q={quote(HOSTILE)} HTTP/1.1\r\nHost: HERE\r\nX-Request-Id: {FORGED}\r\n\r\n",
        f"GET /{quote(HOSTILE)}/?q={quote(HOSTILE)} HTTP/1.1\r\nHost: HERE\r\nUser-Agent: \x1b[31m{MARK}\r\n\r\n",
        f"GET /\x1b[31m{MARK} HTTP/1.1\r\nHost: HERE\r\n\r\n",
        f"{HOSTILE} / HTTP/1.1\r\nHost: HERE\r\n\r\n",
        f"G\x1b[31m{MARK} / HTTP/1.1\r\nHost: HERE\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: {MARK}\x1b[31m\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: HERE\r\nX-A: 1\r\n {FORGED}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: HERE\r\n{FORGED}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: HERE\r\n\x1b[31m{MARK}: 1\r\n\r\n",
        f"GET / HTTP/9.{MARK}\r\nHost: HERE\r\n\r\n",
        f"GET /{MARK}{'x' * 9000} HTTP/1.1\r\nHost: HERE\r\n\r\n",
        f"POST / HTTP/1.1\r\nHost: HERE\r\nContent-Length: {MARK}\r\n\r\n{FORGED}",
        f"POST / HTTP/1.1\r\nHost: HERE\r\nTransfer-Encoding: chunked\r\n\r\n{MARK}\n{FORGED}\r\n\r\n",
    )

    @pytest.mark.parametrize("readable", [False, True], ids=["JSON", "readable"])
    def test_no_byte_of_a_request_is_a_line(self, own_clinic, tmp_path, readable):
        text = self.written(own_clinic, tmp_path / "lines", readable=readable)

        lines = [line for line in text.splitlines(keepends=True) if not GUNICORNS.fullmatch(line.rstrip("\n"))]
        assert faults_of("".join(lines), readable=readable) == []
        assert sum("Request answered" in line for line in lines) >= 2

    def written(self, clinic: Clinic, path: Path, *, readable: bool) -> str:
        port, settings = free_port(), "config.settings.test" if readable else "tests.inputs.json_lines"
        command = ["sh", "-c", f'exec "$0" "$@" >"{path}" 2>&1', *GUNICORN, "config.wsgi:application"]
        server = Server(port, [*command, "--bind", f"127.0.0.1:{port}"], {"DJANGO_SETTINGS_MODULE": settings})
        try:
            server.start()
            for each in self.RAW:
                sent(port, each.replace("HERE", clinic.canonical_host).encode())
        finally:
            server.kill()
        return path.read_text(encoding="utf-8")


def sent(port: int, request: bytes) -> None:
    """Send it and wait until the server has said all that it will."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        try:
            while connection.recv(65536):
                pass
        except ConnectionResetError:
            pass


class TestPlantedFaults:
    """Lines that let words through."""

    def test_an_address_in_the_line_of_a_request(self, alder, visit, lines, monkeypatch):
        monkeypatch.setattr("config.middleware.observation.route_of", lambda request: request.path)
        monkeypatch.setattr(scrubbing, "is_plain", lambda _value: True)

        requests(alder, visit(alder, Role.FRONT_DESK))

        assert "holds what was typed" in lines.faults()

    @pytest.mark.parametrize("make", [lambda text: text, lambda text: text.replace("\r\n", "\n")])
    def test_a_sentence_with_its_arguments(self, lines, monkeypatch, make: Callable[[str], str]):
        monkeypatch.setattr(scrubbing, "_harmless", lambda arguments: arguments)
        monkeypatch.setattr(scrubbing, "on_one_line", str)

        logging.getLogger("polyclinic.x").error("Failed: %s", make(HOSTILE))

        assert "holds what was typed" in lines.faults()
        assert ("holds '\\x1b'" in lines.faults()) == lines.readable
        assert any("records are 1" in each for each in lines.faults()) == lines.readable

    def test_a_record_inside_a_record(self):
        line = json.dumps({"event": "x", "level": "info", "logger": "x", "timestamp": "x"})

        assert faults_of(f"{line}\n", readable=False) == []
        assert faults_of(f"{line}\nforged\n", readable=False) == ["'forged' is no record"]
        assert faults_of("2026-11-02T09:30:00Z [info     ] x\nforged, and more\n", readable=True) != []
