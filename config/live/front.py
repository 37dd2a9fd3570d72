"""The ASGI front: streams of `/live/` here, everything else to the pages' threads."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings

from clinics.events.live import CLOSED, LETTERS, LOOK_AT
from config.live.hub import RESYNC, Hub, Subscription
from config.middleware.headers import strict_transport

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

STREAM = "/live/"
ADMISSION = "/live/admission/"
CHANGED = "changed"
HEARTBEAT = 20.0  # seconds between signs of life, each with a new look at who is listening
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Front:
    """Who may watch what is asked of the pages themselves, by a request to `/live/admission/`
    with the browser's own headers: sign-in, clinic, second factor and permission are decided
    there, by the same middleware as for any page, again at each heartbeat, and at once when something was done to
    the person: disabled, given or denied a role, signed out somewhere.
    """

    def __init__(self, pages: Callable[..., Any], hub: Hub, *, threads: int) -> None:
        self.pages = WSGIMiddleware(pages, workers=threads, send_queue_size=16)
        self.hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http" and scope["path"] == STREAM:
            await self._stream(scope, receive, send)
        else:
            await self.pages(scope, receive, send)  # type: ignore[arg-type]

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def _admission(self, scope: Scope) -> tuple[int, dict[str, Any]]:
        """Ask the pages; the status, and when it is 200 the clinic and the admitted topics."""
        answer: dict[str, Any] = {"status": 500, "body": b""}

        async def nothing_more() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def keep(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer["status"] = message["status"]
            else:
                answer["body"] += message.get("body", b"")

        unpacked = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        asked = {**scope, "method": "GET", "path": ADMISSION, "raw_path": ADMISSION.encode(), "headers": unpacked}
        await self.pages(asked, nothing_more, keep)  # type: ignore[arg-type]
        return answer["status"], json.loads(answer["body"]) if answer["status"] == 200 else {}

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, admitted = await self._admission(scope)
        if status != 200:
            refused = status if status >= 400 else 401
            await send({"type": "http.response.start", "status": refused, "headers": [(b"cache-control", b"no-store")]})
            await send({"type": "http.response.body", "body": b""})
            return
        ends_at = time.monotonic() + admitted["seconds"] if "seconds" in admitted else math.inf
        look_by = time.monotonic() + HEARTBEAT
        subscription = Subscription(
            admitted["clinic"], admitted["who"], frozenset(admitted["topics"]), ends_at, look_by
        )
        self.hub.subscribe(subscription)
        leaving = asyncio.create_task(left(receive))
        try:
            await self.hub.listening()
            await send({"type": "http.response.start", "status": 200, "headers": opening_headers()})
            await send(event("ready", ""))
            while await self._tell_next(scope, subscription, leaving, send):
                pass
            await send({"type": "http.response.body", "body": b""})
        finally:
            leaving.cancel()
            self.hub.unsubscribe(subscription)

    async def _tell_next(
        self, scope: Scope, subscription: Subscription, leaving: asyncio.Task[None], send: Send
    ) -> bool:
        """Send the next topic or a heartbeat; False when the stream is to end."""
        coming = asyncio.create_task(subscription.waiting.get())
        patience = max(min(subscription.look_by, subscription.ends_at) - time.monotonic(), 0.0)
        done, _pending = await asyncio.wait({coming, leaving}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        heard = coming.result() if coming in done else ""
        coming.cancel()
        if not heard and leaving in done:
            return False
        # By the clock, however much there is to tell; and what was missed may have been that this person is out.
        is_due = heard in {"", LOOK_AT, RESYNC} or time.monotonic() >= subscription.look_by
        if is_due and not await self._may_go_on(scope, subscription):
            return False
        if heard in {"", LOOK_AT}:
            await send({"type": "http.response.body", "body": b": still here\n\n", "more_body": True})
        elif heard in {CLOSED, RESYNC} or heard in subscription.topics:  # what waited may be theirs no more
            await send(event(heard, CHANGED))
        return heard != CLOSED

    async def _may_go_on(self, scope: Scope, subscription: Subscription) -> bool:
        """Ask the pages again. Of what somebody watches, they are told no more than they may watch now."""
        status, admitted = await self._admission(scope)
        if status != 200 or admitted["clinic"] != subscription.clinic or admitted["who"] != subscription.who:
            return False
        subscription.topics = frozenset(admitted["topics"])
        subscription.look_by = time.monotonic() + HEARTBEAT
        return True


def opening_headers() -> list[tuple[bytes, bytes]]:
    """Of a stream that was admitted. Where TLS is demanded nobody is admitted without it."""
    if not settings.SECURE_HSTS_SECONDS:
        return HEADERS
    return [*HEADERS, (b"strict-transport-security", strict_transport().encode())]


async def left(receive: Receive) -> None:
    """Return when the browser has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def event(name: str, data: str) -> dict[str, Any]:
    """One server-sent event. Names are topics, of `LETTERS` only; of anything it says no more than that it changed."""
    if not LETTERS.fullmatch(name):
        raise ValueError("the name of an event has a letter that topics do not have")
    if data not in {"", CHANGED}:
        raise ValueError("the data of an event says more than that something changed")
    return {"type": "http.response.body", "body": f"event: {name}\ndata: {data}\n\n".encode(), "more_body": True}
