"""Clients that work while processes are killed.

A client whose answer was lost does what clients do: a program asks again with the same key, a form that carries
its own key is sent again, and a person who sent any other form looks and begins something else.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence

import httpx

PATIENCE = 20  # seconds after the end in which what was begun is brought to an answer


class Client(threading.Thread):
    """Works until the time is over; `failure` is what it could not explain."""

    def __init__(self, web: httpx.Client) -> None:
        super().__init__(daemon=True)
        self.web = web
        self.until = 0.0
        self.lost_answers = 0
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            while time.monotonic() < self.until:
                self.work()
        except Exception as failure:  # noqa: BLE001  told by the test, not lost in a thread
            self.failure = failure

    def work(self) -> None:
        raise NotImplementedError

    def sent(self, path: str, method: str = "POST", **request) -> httpx.Response | None:
        """One try; None when there was no answer or none that says anything."""
        try:
            answer = self.web.request(method, path, **request)
        except httpx.HTTPError:
            answer = None
        if answer is None or answer.status_code >= 500:
            self.lost_answers += 1
            time.sleep(0.1)
            return None
        return answer

    def insist(self, path: str, statuses: Collection[int], **request) -> httpx.Response | None:
        """Ask the same until there is an answer, or the time is over."""
        while time.monotonic() < self.until + PATIENCE:
            answer = self.sent(path, **request)
            if answer is not None:
                assert answer.status_code in statuses, (path, answer.status_code, answer.text[:4000])
                return answer
        return None


class Browser(Client):
    """A client with a browser's session, which needs the form's token."""

    def is_ready(self) -> bool:
        """Whether there is the cookie that forms need; fetched where it is missing."""
        if "csrftoken" not in self.web.cookies:
            self.sent("/", "GET")
        return "csrftoken" in self.web.cookies

    def form(self, path: str, values: dict) -> str | None:
        """Where a form leads to; None when its answer was lost."""
        answer = self.sent(path, data=values, headers=self.token())
        if answer is None:
            return None
        assert answer.status_code == 302, (path, answer.status_code, answer.text[:4000])
        return str(answer.headers["Location"])

    def token(self) -> dict[str, str]:
        return {"X-CSRFToken": self.web.cookies["csrftoken"]}


def at_work(clients: Sequence[Client], seconds: float, disturb: Callable[[], object]) -> int:
    """Let them work and call `disturb` again and again; how many answers were lost."""
    until = time.monotonic() + seconds
    for client in clients:
        client.until = until
        client.start()
    while time.monotonic() < until:
        disturb()
    for client in clients:
        client.join(timeout=60)
    failures = [repr(client.failure) for client in clients if client.failure]
    assert not failures, failures[0]
    assert not any(client.is_alive() for client in clients)
    return sum(client.lost_answers for client in clients)
