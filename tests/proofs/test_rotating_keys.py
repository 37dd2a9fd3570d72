"""Keys are rotated while people work, and the command that does it is killed on the way: nobody notices anything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from clinics.encryption.resealing import sealed_columns
from tests.processes import ROOT
from tests.proofs.charting import Ledger, clients
from tests.proofs.clients import at_work
from tests.proofs.stage import Stage, installed
from tests.proofs.test_acknowledged_charting import notes_of, people_of

pytestmark = pytest.mark.slow
WAIT = 7  # seconds, longer than any process remembers a clinic
KILLED_AFTER = (2.0, 9.0, 17.0)  # seconds: while published, promoted and sealing again
SECONDS = 60


class Rotation:
    """`rotate_keys`, killed three times and begun again, until it says that it is done."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.kills = list(KILLED_AFTER)
        self.killed = 0
        self.is_done = False

    def __call__(self) -> None:
        if self.is_done:
            return time.sleep(0.5)
        command = [
            sys.executable,
            "manage.py",
            "rotate_keys",
            self.stage.opened["host"].split(".")[0],
            f"--wait={WAIT}",
        ]
        running = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **self.stage.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if self.kills:
            time.sleep(self.kills.pop(0))
            running.send_signal(signal.SIGKILL)
            running.communicate()
            self.killed += 1
            return None
        said, _nothing = running.communicate(timeout=120)
        assert "the earlier keys are destroyed" in said, said
        self.is_done = True
        return None


@pytest.fixture(scope="module")
def stage():
    with installed(API_RATE="100000/min") as made:
        yield made


def marks(stage: Stage) -> set[str]:
    """By which keys anything at all is sealed now: the marks at its beginning."""
    tables = {table for (table,) in stage.ask(f"SELECT tablename FROM pg_tables WHERE schemaname = '{schema(stage)}'")}
    found = set()
    for model, fields in sealed_columns().items():
        for field in fields if model._meta.db_table in tables else ():
            column = f'"{field.column}"'
            asked = f"SELECT DISTINCT encode(substr({column}, 1, 5), 'hex') FROM {schema(stage)}.{model._meta.db_table}"
            found |= {mark for (mark,) in stage.ask(f"{asked} WHERE octet_length({column}) > 0")}
    return found


def schema(stage: Stage) -> str:
    return str(stage.opened["schema"])


def test_people_work_on_while_keys_are_rotated_and_the_rotation_is_killed(stage):
    ledger = Ledger()
    with stage.serving() as server:
        at_work(clients(stage, server, ledger), 3, lambda: time.sleep(1))
        before = marks(stage)
        rotation = Rotation(stage)
        lost_answers = at_work(clients(stage, server, ledger), SECONDS, rotation)
        while not rotation.is_done:
            rotation()
        people, notes = people_of(stage, server), notes_of(stage, server)

    assert rotation.killed == len(KILLED_AFTER)
    assert lost_answers == 0
    assert len(before) == 1
    assert len(marks(stage)) == 1
    assert marks(stage) != before
    assert len(ledger.registered) > 50, ledger
    assert {family: people[family] for family in ledger.registered if people[family] != 1} == {}
    assert {note: notes.get(note) for note, text in ledger.signed.items() if notes.get(note) != [text]} == {}
