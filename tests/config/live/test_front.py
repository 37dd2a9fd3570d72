"""Whoever listens is asked for anew by the clock, however much there is to hear."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from config.live.front import Front
from config.live.hub import Hub, Subscription

TOLD = {"clinic": "c_1", "who": "1", "topics": ["job:1"]}


def heard_until_refused(*, look_by: float) -> list[bytes]:
    """What a stream is sent whose topic changes without a pause, once the pages do not admit it any more."""

    def pages(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("403 Forbidden", [("Content-Type", "application/json")])
        return [json.dumps(TOLD).encode()]

    async def listen() -> list[bytes]:
        sent: list[bytes] = []

        async def send(message: Any) -> None:
            sent.append(message["body"])

        front = Front(pages, Hub({}), threads=1)
        subscription = Subscription("c_1", "1", frozenset(TOLD["topics"]), look_by=look_by)
        leaving = asyncio.create_task(asyncio.sleep(60))
        scope = {"type": "http", "http_version": "1.1", "method": "GET", "path": "/live/", "query_string": b""}
        scope |= {"headers": [], "server": ("clinic.example", 80), "client": ("127.0.0.1", 1)}
        for _change in range(3):
            subscription.tell("job:1")
            if not await front._tell_next(scope, subscription, leaving, send):
                break
        leaving.cancel()
        return sent

    return asyncio.run(listen())


def test_a_busy_stream_is_asked_for_when_it_is_time():
    assert heard_until_refused(look_by=0.0) == []


def test_it_is_told_what_changes_until_then():
    assert heard_until_refused(look_by=float("inf")) == [b"event: job:1\ndata: changed\n\n"] * 3
