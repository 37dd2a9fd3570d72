"""Open day pages: each holds a stream of events and draws itself anew when told to, as `live.js` does."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from clinics.models import Clinic
from clinics.staff.permissions import Role
from tests.processes import Server, session_cookies

HEARTBEAT = ": still here"
PAUSE = 1.0  # seconds, as EventSource waits before it connects again
VISIT = re.compile(r'id="visit-([0-9a-f-]{36})"')


@dataclass
class Browser:
    """One open page. `seen` says when each appointment stood on it first; `heard` is all that its stream said."""

    address: str
    host: str
    cookies: dict[str, str]
    page: str
    topics: Sequence[str]
    seen: dict[str, float] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)
    connections: int = 0
    _asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def live(self) -> None:
        """Until it is cancelled."""
        limits = httpx.Timeout(30, read=None)
        headers = {"Host": self.host}
        async with httpx.AsyncClient(
            base_url=self.address, headers=headers, cookies=self.cookies, timeout=limits
        ) as web:
            await asyncio.gather(self._listen(web), self._draw(web))

    async def _listen(self, web: httpx.AsyncClient) -> None:
        while True:
            with suppress(httpx.HTTPError):
                async with web.stream("GET", "/live/", params={"topic": list(self.topics)}) as stream:
                    assert stream.status_code == 200, stream.status_code
                    self.connections += 1
                    async for line in stream.aiter_lines():
                        self._hear(line)
            await asyncio.sleep(PAUSE)

    def _hear(self, line: str) -> None:
        if line and line != HEARTBEAT:
            self.heard.append(line)
        if line.startswith("event: "):
            self._asked.set()

    async def _draw(self, web: httpx.AsyncClient) -> None:
        """The page, once more whenever something was heard meanwhile."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            try:
                answer = await web.get(self.page, headers={"HX-Request": "true"})
            except (
                httpx.RemoteProtocolError
            ):  # a kept connection that the server was just giving up: browsers ask again
                self._asked.set()
                continue
            if answer.status_code == 204:  # nothing changed since it was drawn
                continue
            assert answer.status_code == 200, answer.status_code
            now = time.time()
            self.shown = set(VISIT.findall(answer.text))
            for each in self.shown:
                self.seen.setdefault(each, now)


def browsers(
    server: Server, clinic: Clinic, roles: Sequence[Role], *, page: str, topics: Sequence[str]
) -> list[Browser]:
    address = f"http://127.0.0.1:{server.port}"
    host = clinic.canonical_host
    return [Browser(address, host, session_cookies(clinic, role), page, topics) for role in roles]


class Opened:
    """Browsers that are open while the block runs."""

    def __init__(self, members: Sequence[Browser]) -> None:
        self.members = members
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self) -> Opened:
        self.thread.start()
        self.tasks = [asyncio.run_coroutine_threadsafe(each.live(), self.loop) for each in self.members]
        self.wait(lambda: all("event: ready" in each.heard for each in self.members), "not every stream began")
        return self

    def __exit__(self, *_failure: object) -> None:
        for task in self.tasks:
            task.cancel()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def wait(self, until, otherwise: str, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not until():
            ended = [task for task in self.tasks if task.done()]
            assert not ended, ended[0].exception()
            assert time.monotonic() < deadline, otherwise
            time.sleep(0.05)
