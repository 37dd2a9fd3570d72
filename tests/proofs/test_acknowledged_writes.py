"""What was acknowledged is there, once, whatever is killed: web processes and the database, with SIGKILL, under load.

Clients keep a ledger of what they were told is done. A client whose answer was lost asks again with the same key,
as clients do. The control shows that the test can see a loss: with `synchronous_commit = off` there is one.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
import pytest

from tests.processes import Server
from tests.proofs.stage import Stage, installed

pytestmark = pytest.mark.slow
CLIENTS = 4
SECONDS = 40
KILL_EVERY = 4.0
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Ledger:
    """What clients asked for, and what they were told is done: names of people, ids of signed notes."""

    asked: set[str] = field(default_factory=set)
    registered: dict[str, str] = field(default_factory=dict)
    signed: dict[str, str] = field(default_factory=dict)
    lost_answers: int = 0


def name() -> str:
    return "".join(random.choice(LETTERS) for _letter in range(14)).capitalize()


class Worker(threading.Thread):
    """One client: registers somebody, begins a note about them, signs it, and begins again."""

    def __init__(self, stage: Stage, server: Server, ledger: Ledger, until: float) -> None:
        super().__init__()
        self.program = stage.program(server)
        self.ledger, self.until = ledger, until
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            while time.monotonic() < self.until:
                self.work()
        except Exception as failure:  # noqa: BLE001  told by the test, not lost in a thread
            self.failure = failure

    def work(self) -> None:
        family = name()
        self.ledger.asked.add(family)
        patient = self.insist("/patients/", {"given": "Kai", "family": family})
        if patient is None:
            return
        self.ledger.registered[family] = patient.json()["id"]
        about = {"patient": patient.json()["id"], "kind": "progress", "occurred_at": "2026-01-02T03:04:05Z"}
        note = self.insist("/notes/", {**about, "body": {"text": family}})
        if note is None:
            return
        signed = self.sent(f"/notes/{note.json()['id']}/signature/", {}, {"If-Match": note.headers["ETag"]})
        if signed is not None and signed.status_code == 201:
            self.ledger.signed[note.json()["id"]] = family

    def insist(self, path: str, body: dict) -> httpx.Response | None:
        """Ask with one key until there is an answer, or the time is over."""
        key = {"Idempotency-Key": str(uuid4())}
        while time.monotonic() < self.until + 20:
            answer = self.sent(path, body, key)
            if answer is not None and answer.status_code == 201:
                return answer
            if answer is not None and answer.status_code < 500:
                raise AssertionError(answer.text)
            time.sleep(0.1)
        return None

    def sent(self, path: str, body: dict, headers: dict[str, str]) -> httpx.Response | None:
        try:
            answer = self.program.post(path, json=body, headers=headers)
        except httpx.HTTPError:
            self.ledger.lost_answers += 1
            return None
        if answer.status_code >= 500:
            self.ledger.lost_answers += 1
        return answer


def under_load(stage: Stage, server: Server, seconds: float, disturb) -> Ledger:
    """Let clients work and call `disturb` every few seconds; return what they were told."""
    ledger, until = Ledger(), time.monotonic() + seconds
    workers = [Worker(stage, server, ledger, until) for _client in range(CLIENTS)]
    for worker in workers:
        worker.start()
    while time.monotonic() < until:
        time.sleep(random.uniform(0.5, 1) * KILL_EVERY)
        disturb()
    for worker in workers:
        worker.join(timeout=60)
    assert [worker.failure for worker in workers if worker.failure] == []
    return ledger


def listed(program: httpx.Client, path: str, asked: dict) -> dict:
    """A page of a list; asked again while the database, killed a moment ago, is not back for every process."""
    until = time.monotonic() + 15
    while True:
        answer = program.get(path, params=asked)
        if answer.status_code < 500 or time.monotonic() > until:
            assert answer.status_code == 200, answer.text
            return answer.json()
        time.sleep(0.2)


def people_of(stage: Stage, server: Server) -> Counter[str]:
    """Everybody registered, by family name, as the API lists them."""
    found: Counter[str] = Counter()
    with stage.program(server) as program:
        page = 1
        while True:
            answer = listed(program, "/patients/", {"page": page, "page_size": 200})
            found.update(each["family"] for each in answer["results"])
            if answer["next"] is None:
                return found
            page += 1


def notes_of(stage: Stage, server: Server) -> dict[str, list[str]]:
    """The text of each signed note's originals."""
    found: dict[str, list[str]] = {}
    with stage.program(server) as program:
        page = 1
        while True:
            answer = listed(program, "/notes/", {"page": page, "page_size": 200, "status": "signed"})
            for note in answer["results"]:
                found[note["id"]] = [each["body"]["text"] for each in note["versions"] if each["kind"] == "original"]
            if answer["next"] is None:
                return found
            page += 1


@pytest.fixture(scope="module")
def stage():
    with installed() as made:
        yield made


def test_nothing_acknowledged_is_lost_or_doubled(stage):
    settings = {row[0]: row[1] for row in stage.ask("SELECT name, setting FROM pg_settings")}
    durable = {name: settings[name] for name in ("fsync", "full_page_writes", "synchronous_commit")}
    assert durable == {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
    kills: Counter[str] = Counter()

    with stage.serving() as server:

        def disturb() -> None:
            if random.random() < 0.5:
                server.kill()
                server.start()
                kills["web"] += 1
            else:
                stage.kill_database()
                kills["database"] += 1

        ledger = under_load(stage, server, SECONDS, disturb)
        people, notes = people_of(stage, server), notes_of(stage, server)

    assert sum(kills.values()) >= 5, kills
    assert ledger.lost_answers, "no client noticed a kill: nothing was tried"
    assert len(ledger.registered) > 50, len(ledger.registered)
    assert {family: people[family] for family in ledger.registered if people[family] != 1} == {}
    assert {family: count for family, count in people.items() if count > 1} == {}
    assert {note: notes.get(note) for note, text in ledger.signed.items() if notes.get(note) != [text]} == {}


def test_the_control_loses_what_was_acknowledged(stage):
    """Without waiting for the disk something is lost, so the test above can see it."""
    stage.order("ALTER SYSTEM SET synchronous_commit = off", "ALTER SYSTEM SET wal_writer_delay = '10s'")
    stage.order("SELECT pg_reload_conf()")
    try:
        with stage.serving() as server:
            for _attempt in range(5):
                ledger = under_load(stage, server, 3, lambda: None)
                stage.kill_database()
                people = people_of(stage, server)
                if any(people[family] == 0 for family in ledger.registered):
                    return
    finally:
        stage.order("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")
    pytest.fail("no acknowledged write was lost even with synchronous_commit off")
