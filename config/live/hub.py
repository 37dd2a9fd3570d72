"""One listening database connection in each process, shared by all of its streams."""

from __future__ import annotations

import asyncio
import json
import math
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
import structlog

from clinics.events.live import CHANNEL, CLOSED, LOOK_AT

log = structlog.get_logger("polyclinic.live")
AFTER_FAILURE = 1.0  # seconds
PATIENCE = 3.0  # seconds
MOST_WAITING = 200  # messages for one slow reader; then it is told to look at everything again

RESYNC = "resync"


@dataclass(eq=False)
class Subscription:
    """One stream: the topics it watches in its clinic, for whom, and what it has not been told yet.

    By the monotonic clock: when it ends at the latest, and by when the pages are asked whether it may go on.
    """

    clinic: str
    who: str
    topics: frozenset[str]
    ends_at: float = math.inf
    look_by: float = 0.0
    waiting: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))

    def tell(self, topic: str) -> None:
        """Queue a topic. A full queue is emptied for one `resync`: nothing is silently lost."""
        try:
            self.waiting.put_nowait(topic)
        except asyncio.QueueFull:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            self.waiting.put_nowait(RESYNC)


class Hub:
    """Notices from the database, handed to the streams of the clinic they belong to.

    When the listening connection is lost, notices may have been missed, so every stream is told
    `resync` once it listens again.
    """

    def __init__(self, conninfo: dict[str, Any]) -> None:
        self._conninfo = conninfo
        self._streams: dict[str, set[Subscription]] = defaultdict(set)
        self._listener: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    def subscribe(self, subscription: Subscription) -> None:
        self._streams[subscription.clinic].add(subscription)
        if self._listener is None or self._listener.done():
            self._listener = asyncio.get_running_loop().create_task(self._listen())

    async def listening(self) -> None:
        """Wait until nothing that happens from now on is missed, or until the database is clearly away."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._listening.wait(), PATIENCE)

    def unsubscribe(self, subscription: Subscription) -> None:
        members = self._streams[subscription.clinic]
        members.discard(subscription)
        if not members:
            del self._streams[subscription.clinic]

    def hand_out(self, notice: str) -> None:
        """Give one notice to those of its clinic who watch its topic, or whom it is about; that it closed, to all."""
        said = json.loads(notice)
        for subscription in self._streams.get(said["clinic"], ()):
            if said["topic"] == CLOSED or said["topic"] in subscription.topics:
                subscription.tell(said["topic"])
            elif said["topic"] == f"{LOOK_AT}:{subscription.who}":
                subscription.tell(LOOK_AT)

    async def _listen(self) -> None:
        was_lost = False
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(autocommit=True, **self._conninfo) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self._listening.set()
                    if was_lost:
                        self._tell_everyone(RESYNC)
                    async for notice in connection.notifies():
                        self.hand_out(notice.payload)
            except (psycopg.Error, OSError) as failure:
                log.warning("Live channel lost its connection", error=type(failure).__name__)
            self._listening.clear()
            was_lost = True
            await asyncio.sleep(AFTER_FAILURE)

    def _tell_everyone(self, topic: str) -> None:
        for members in self._streams.values():
            for subscription in members:
                subscription.tell(topic)
