"""What was acknowledged is there, once, whatever is killed: web processes and the database, with SIGKILL, under load.

Programs and browser sessions register people, write notes that save themselves, and sign them. The control shows
that the test can see a loss: with `synchronous_commit = off` there is one.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import Any

import httpx
import pytest

from tests.processes import Server
from tests.proofs.clients import at_work
from tests.proofs.stage import Stage, installed

pytestmark = pytest.mark.slow
SECONDS = 45
PAUSE = 2.5


def people_of(stage: Stage, server: Server) -> Counter[str]:
    """Everybody registered, by family name, as the API lists them."""
    return Counter(each["family"] for each in listed(stage, server, "/patients/"))


def notes_of(stage: Stage, server: Server) -> dict[str, list[str]]:
    """The text of each signed note's originals; of a note that is not signed the text of its draft."""
    return {
        note["id"]: [version["body"]["text"] for version in note["versions"]] or [note["body"].get("text", "")]
        for note in listed(stage, server, "/notes/")
    }


def listed(stage: Stage, server: Server, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    with stage.program(server) as program:
        while True:
            answer = patiently(program, path, {"page": len(found) // 200 + 1, "page_size": 200})
            found += answer.json()["results"]
            if answer.json()["next"] is None:
                return found


def patiently(program: httpx.Client, path: str, asked: dict[str, int]) -> httpx.Response:
    """An answer; asked for again while the database, killed a moment ago, is not back for every process."""
    until = time.monotonic() + 15
    while True:
        answer = program.get(path, params=asked)
        if answer.status_code < 500 or time.monotonic() > until:
            assert answer.status_code == 200, answer.text
            return answer
        time.sleep(0.2)


def traced(stage: Stage) -> Counter[str]:
    """How often the trail says that each patient was registered."""
    schema = stage.opened["schema"]
    return Counter(
        str(ids[0])
        for (ids,) in stage.ask(f"SELECT patient_ids FROM {schema}.audit_auditevent WHERE event = 'patient.registered'")
    )


@pytest.fixture(scope="module")
def stage():
    with installed(API_RATE="100000/min") as made:
        yield made


def test_nothing_acknowledged_is_lost_or_doubled(stage):
    settings = {row[0]: row[1] for row in stage.ask("SELECT name, setting FROM pg_settings")}
    durable = {name: settings[name] for name in ("fsync", "full_page_writes", "synchronous_commit")}
    assert durable == {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
    kills: Counter[str] = Counter()

    with stage.serving() as server:
        waiting: list[str] = []

        def disturb() -> None:
            time.sleep(random.uniform(0.3, 1) * PAUSE)
            waiting[:] = waiting or random.sample(["web", "worker", "database", "session"], 4)
            what = waiting.pop()
            if what == "web":
                server.kill()
                server.start()
            elif what == "worker":
                server.kill_one_worker()
            elif what == "database":
                stage.kill_database()
            else:
                stage.kill_session()
            kills[what] += 1

        ledger = at_work(stage, server, SECONDS, disturb)
        people, notes = people_of(stage, server), notes_of(stage, server)

    assert len(kills) == 4, kills
    assert ledger.lost_answers, "no client noticed a kill: nothing was tried"
    assert min(len(ledger.registered), len(ledger.signed), ledger.acknowledged_saves) > 50, ledger
    assert {family: people[family] for family in ledger.registered if people[family] != 1} == {}
    assert {family: count for family, count in people.items() if count > 1} == {}
    assert traced(stage) == Counter(set(traced(stage)))
    assert sum(traced(stage).values()) == sum(people.values())
    assert set(ledger.registered.values()) <= set(traced(stage))
    assert {note: notes.get(note) for note, text in ledger.signed.items() if notes.get(note) != [text]} == {}
    allowed = {note: ([text], [ledger.unanswered.get(note, text)]) for note, text in ledger.saved.items()}
    assert {note: notes.get(note) for note, texts in allowed.items() if notes.get(note) not in texts} == {}


def test_the_control_loses_what_was_acknowledged(stage):
    """Without waiting for the disk something is lost, so the test above can see it."""
    stage.order("ALTER SYSTEM SET synchronous_commit = off", "ALTER SYSTEM SET wal_writer_delay = '10s'")
    stage.order("SELECT pg_reload_conf()")
    try:
        with stage.serving() as server:
            for _attempt in range(5):
                ledger = at_work(stage, server, 3, lambda: time.sleep(1))
                stage.kill_database()
                people = people_of(stage, server)
                if any(people[family] == 0 for family in ledger.registered):
                    return
    finally:
        stage.order("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")
    pytest.fail("no acknowledged write was lost even with synchronous_commit off")
