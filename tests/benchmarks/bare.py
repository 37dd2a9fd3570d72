"""The frozen reference at work: bare Django on tables of its own in the benchmark's database."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from django.db import connections

from tests.processes import ROOT, Server, serving

REFERENCE = Path(__file__).parent / "reference"
DIGESTS = {
    "bare.py": "3dd3f13ccd187313",
    "day.html": "85c5c4f94f0c322b",
    "insert.py": "1c87126e8f38727b",
    "page.html": "d51bbf5ff96f486d",
    "prepare.py": "8405f5bff91d8004",
}
APPLICATION = "tests.benchmarks.reference.bare:application"
PLAIN = {"Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Reference:
    """Its environment, and the key of a session that is signed in."""

    told: dict[str, str]
    session: str

    @contextmanager
    def serving(self, *options: str) -> Iterator[tuple[Server, httpx.Client]]:
        with serving(*options, application=APPLICATION, **self.told) as server:
            cookies = {"sessionid": self.session}
            yield server, httpx.Client(base_url=f"http://127.0.0.1:{server.port}", cookies=cookies, headers=PLAIN)

    @contextmanager
    def inserting(self) -> Iterator[Inserts]:
        command = [sys.executable, "-m", "tests.benchmarks.reference.insert"]
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **self.told}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            yield Inserts(process)
        finally:
            process.communicate()


@dataclass(frozen=True)
class Inserts:
    """A process that inserts one bare row after the other."""

    process: subprocess.Popen[str]

    def ms(self, times: int) -> tuple[float, float]:
        """Milliseconds of one insert with its commit, and those of the processor."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{times}\n")
        self.process.stdin.flush()
        passed, used = json.loads(self.process.stdout.readline())
        return passed, used


def reference(people: list[dict[str, object]]) -> Reference:
    """Make its tables with these people, and sign somebody in."""
    assert_frozen()
    owner = connections["owner"].settings_dict
    database = {name: owner[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    database |= {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "OPTIONS": {"options": "-c search_path=bare"},
    }
    told = {"BARE_DATABASE": json.dumps(database)}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(people, file)
        file.flush()
        command = [sys.executable, "-m", "tests.benchmarks.reference.prepare", file.name]
        made = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **told}, check=True, stdout=subprocess.PIPE, text=True
        )
    return Reference(told, made.stdout.strip())


def assert_frozen() -> None:
    found = {name: hashlib.sha256((REFERENCE / name).read_bytes()).hexdigest()[:16] for name in DIGESTS}
    assert found == DIGESTS, f"the reference was changed: {found}"
