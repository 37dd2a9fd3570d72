"""Asking servers that a clinic named: bytes out, bytes back, never to an address inside our network. No ORM."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from clinics.kit.destinations import RefusedAddress
from clinics.kit.outgoing import Outgoing, answering, beginning

DEADLINE = 8.0  # seconds for one question
MOST_HOPS = 3
MOST_READ = 500_000  # bytes of an answer
AGENT = "Polyclinic-SignIn/1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class NoAnswer(Exception):
    """Nobody answered, not in time, or nothing that is JSON. The text says which, for a log."""


def ask(url: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The JSON object that is there; with a form, what posting it answers. Raises NoAnswer, RefusedAddress.

    Only a question without form and headers follows redirects: what is secret goes where it was meant to go.
    """
    # In a thread of its own, since the caller's may have an event loop already.
    with ThreadPoolExecutor(1, "sign-in") as thread:
        status, body = thread.submit(asyncio.run, _asked(url, form, dict(headers or {}))).result()
    if status != httpx.codes.OK:
        raise NoAnswer(f"status {status}")
    try:
        found = json.loads(body)
    except ValueError:
        raise NoAnswer("not JSON") from None
    if not isinstance(found, dict):
        raise NoAnswer("not an object")
    return found


async def _asked(url: str, form: Mapping[str, str] | None, headers: dict[str, str]) -> tuple[int, bytes]:
    try:
        return await _answer(url, form, headers)
    except (TimeoutError, httpx.TimeoutException):
        raise NoAnswer("too slow") from None
    except RefusedAddress:
        raise
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, ValueError) as failure:
        raise NoAnswer(type(failure).__name__) from failure


async def _answer(url: str, form: Mapping[str, str] | None, headers: dict[str, str]) -> tuple[int, bytes]:
    told = {**headers, "User-Agent": AGENT, "Accept": "application/json"}
    request = Outgoing(method="GET" if form is None else "POST", url=url, headers=told, form=form)
    hops = 0 if form is not None or headers else MOST_HOPS
    async with answering(request, hops=hops, follows=REDIRECTS, deadline=DEADLINE) as response:
        body = await beginning(response, most=MOST_READ + 1)
        if len(body) > MOST_READ:
            raise NoAnswer("too long")
        return response.status_code, body
