"""SIGKILL, to one thing after another."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable

from tests.processes import Server
from tests.proofs.background import Background
from tests.proofs.stage import Stage

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


class Killer:
    """Called again and again, kills something each time after a pause: each kind of thing before any kind twice."""

    def __init__(self, stage: Stage, server: Server, background: Background | None = None, *, pause: float) -> None:
        self.pause = pause
        self.done: Counter[str] = Counter()
        self.ways: dict[str, Callable[[], None]] = {
            "web": lambda: (server.kill(), server.start()),  # type: ignore[dict-item, func-returns-value]
            "web process": server.kill_one_worker,
            "database": stage.kill_database,
            "session": stage.kill_session,
        }
        if background is not None:
            self.ways |= {name: lambda name=name: background.kill(name) for name in background.names}  # type: ignore[misc]
        self.waiting: list[str] = []

    def __call__(self) -> None:
        time.sleep(random.uniform(0.3, 1) * self.pause)
        self.waiting = self.waiting or random.sample(list(self.ways), len(self.ways))
        what = self.waiting.pop()
        self.ways[what]()
        self.done[what] += 1

    @property
    def spared(self) -> set[str]:
        """What was not killed once."""
        return set(self.ways) - set(self.done)


def assert_durable(stage: Stage) -> None:
    settings = {row[0]: row[1] for row in stage.ask("SELECT name, setting FROM pg_settings")}
    assert {name: settings[name] for name in DURABLE} == dict.fromkeys(DURABLE, "on")


def lose(stage: Stage) -> None:
    """Let the database say that something is kept before it is."""
    stage.order("ALTER SYSTEM SET synchronous_commit = off", "ALTER SYSTEM SET wal_writer_delay = '10s'")
    stage.order("SELECT pg_reload_conf()")


def keep(stage: Stage) -> None:
    stage.order("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")
