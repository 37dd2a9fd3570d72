"""Sending messages to addresses that others chose. No ORM, no clinic: bytes out, an outcome back."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from clinics.kit.destinations import RefusedAddress
from clinics.kit.outgoing import Outgoing, answering, beginning
from clinics.webhooks.models import Failing

DEADLINE = 10.0  # seconds for one message
MOST_HOPS = 3
MOST_READ = 1000  # bytes of an answer that is an error; of others nothing is kept
AGENT = "Polyclinic-Webhooks/1"
SAME_AGAIN = frozenset({307, 308})  # the redirects that mean the same request, sent elsewhere


@dataclass(frozen=True)
class Message:
    """What is posted where. The address may hold a key, so it is not printed."""

    url: str = field(repr=False)
    body: bytes = field(repr=False)
    headers: dict[str, str] = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """What came of it. `failing` is empty when it was taken; `status` is None when nobody answered."""

    failing: str = ""
    status: int | None = None
    milliseconds: int = 0
    answer: str = field(default="", repr=False)

    @property
    def is_delivered(self) -> bool:
        return not self.failing


def post_all(messages: Sequence[Message], *, deadline: float = DEADLINE) -> list[Outcome]:
    """Send all at once; return their outcomes in the same order, in hardly more than the deadline."""
    # In a thread of its own, since the caller's may have an event loop already.
    with ThreadPoolExecutor(1, "webhooks") as thread:
        return thread.submit(asyncio.run, _all(messages, deadline)).result()


async def _all(messages: Sequence[Message], deadline: float) -> list[Outcome]:
    certificates = httpx.create_ssl_context()
    return await asyncio.gather(*(_timed(message, certificates, deadline) for message in messages))


async def _timed(message: Message, certificates: ssl.SSLContext, deadline: float) -> Outcome:
    began = time.monotonic()
    try:
        outcome = await _sent(message, certificates, deadline)
    except (TimeoutError, httpx.TimeoutException):
        outcome = Outcome(Failing.TIMEOUT)
    except RefusedAddress:
        outcome = Outcome(Failing.REFUSED_ADDRESS)
    except socket.gaierror:
        outcome = Outcome(Failing.UNKNOWN_HOST)
    except httpx.ConnectError as failure:
        outcome = Outcome(Failing.TLS if _is_about_tls(failure) else Failing.NO_CONNECTION)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):  # ValueError: a redirect to no address
        outcome = Outcome(Failing.BROKEN)
    took = int((time.monotonic() - began) * 1000)
    return Outcome(outcome.failing, outcome.status, took, outcome.answer)


async def _sent(message: Message, certificates: ssl.SSLContext, deadline: float) -> Outcome:
    """Post, and post again where a redirect asks for the same."""
    headers = {**message.headers, "User-Agent": AGENT, "Content-Type": "application/json"}
    request = Outgoing(method="POST", url=message.url, headers=headers, content=message.body)
    async with answering(
        request, hops=MOST_HOPS, follows=SAME_AGAIN, deadline=deadline, certificates=certificates
    ) as response:
        return await _outcome(response)


async def _outcome(response: httpx.Response) -> Outcome:
    if response.is_success:
        return Outcome(status=response.status_code)
    failing = Failing.MOVED if response.is_redirect else Failing.STATUS
    return Outcome(failing, response.status_code, answer=await _readable(response))


async def _readable(response: httpx.Response) -> str:
    """The first bytes of an answer, if it is text, without what a terminal or page would obey."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not (kind.startswith("text/") or kind.endswith("json")):
        return ""
    text = (await beginning(response, most=MOST_READ)).decode(errors="replace")
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def _is_about_tls(failure: BaseException) -> bool:
    """Whether a certificate or the agreement on encryption was at the root of it."""
    cause: BaseException | None = failure
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
