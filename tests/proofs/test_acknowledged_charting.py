"""What was acknowledged is there, once, whatever is killed: web processes and the database, with SIGKILL, under load.

Programs and browser sessions register people, write notes that save themselves, and sign them. The control shows
that the test can see a loss: with `synchronous_commit = off` there is one.
"""

from __future__ import annotations

import time
from collections import Counter

import pytest

from tests.processes import Server
from tests.proofs import kills
from tests.proofs.charting import Ledger, clients
from tests.proofs.clients import at_work
from tests.proofs.stage import Stage, installed

pytestmark = pytest.mark.slow
SECONDS = 45
PAUSE = 2.5


def people_of(stage: Stage, server: Server) -> Counter[str]:
    """Everybody registered, by family name, as the API lists them."""
    return Counter(each["family"] for each in stage.listed(server, "/patients/"))


def notes_of(stage: Stage, server: Server) -> dict[str, list[str]]:
    """The text of each signed note's originals; of a note that is not signed the text of its draft."""
    return {
        note["id"]: [version["body"]["text"] for version in note["versions"]] or [note["body"].get("text", "")]
        for note in stage.listed(server, "/notes/")
    }


@pytest.fixture(scope="module")
def stage():
    with installed(API_RATE="100000/min") as made:
        yield made


def test_nothing_acknowledged_is_lost_or_doubled(stage):
    kills.assert_durable(stage)
    ledger = Ledger()

    with stage.serving() as server:
        killer = kills.Killer(stage, server, pause=PAUSE)
        lost_answers = at_work(clients(stage, server, ledger), SECONDS, killer)
        people, notes = people_of(stage, server), notes_of(stage, server)
    traced = stage.traced("patient.registered")

    assert killer.spared == set()
    assert lost_answers, "no client noticed a kill: nothing was tried"
    assert min(len(ledger.registered), len(ledger.signed), ledger.acknowledged_saves) > 20, ledger
    assert {family: people[family] for family in ledger.registered if people[family] != 1} == {}
    assert {family: count for family, count in people.items() if count > 1} == {}
    assert traced == Counter(set(traced))
    assert sum(traced.values()) == sum(people.values())
    assert set(ledger.registered.values()) <= set(traced)
    assert {note: notes.get(note) for note, text in ledger.signed.items() if notes.get(note) != [text]} == {}
    allowed = {note: ([text], [ledger.unanswered.get(note, text)]) for note, text in ledger.saved.items()}
    assert {note: notes.get(note) for note, texts in allowed.items() if notes.get(note) not in texts} == {}


def test_the_control_loses_what_was_acknowledged(stage):
    """Without waiting for the disk something is lost, so the test above can see it."""
    kills.lose(stage)
    try:
        with stage.serving() as server:
            for _attempt in range(5):
                ledger = Ledger()
                at_work(clients(stage, server, ledger), 3, lambda: time.sleep(1))
                stage.kill_database()
                people = people_of(stage, server)
                if any(people[family] == 0 for family in ledger.registered):
                    return
    finally:
        kills.keep(stage)
    pytest.fail("no acknowledged write was lost even with synchronous_commit off")
