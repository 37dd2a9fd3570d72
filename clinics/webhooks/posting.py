"""Sending messages to addresses that others chose. No ORM, no clinic: bytes out, an outcome back.

Each message has one deadline for everything: name, connection, certificate, redirects, answer. The name is
looked up here, its addresses are judged, and the connection goes to the address that was judged, with the
name kept in the certificate check and in `Host`.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx

from clinics.kit.destinations import RefusedAddress, is_address, resolved
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
        async with asyncio.timeout(deadline):
            outcome = await _sent(message, certificates)
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


async def _sent(message: Message, certificates: ssl.SSLContext) -> Outcome:
    """Post, and post again where a redirect asks for the same; each address is judged anew."""
    url = message.url
    # No proxies and no netrc of the environment: they would connect elsewhere than was judged.
    async with httpx.AsyncClient(verify=certificates, trust_env=False, timeout=DEADLINE) as client:
        for _hop in range(MOST_HOPS + 1):
            response = await client.send(await _pinned(client, url, message), stream=True)
            try:
                location = response.headers.get("location", "")
                if response.status_code not in SAME_AGAIN or not location:
                    return await _outcome(response)
            finally:
                await response.aclose()
            url = urljoin(url, location)
    return Outcome(Failing.MOVED, response.status_code)


async def _pinned(client: httpx.AsyncClient, url: str, message: Message) -> httpx.Request:
    """The request to the address the name has now; the name stays in `Host` and in the certificate check."""
    if not is_address(url):
        raise RefusedAddress
    asked = httpx.URL(url)
    host = asked.raw_host.decode("ascii")
    address = await resolved(host, asked.port or (443 if asked.scheme == "https" else 80))
    headers = {
        **message.headers,
        "Host": asked.netloc.decode("ascii"),
        "User-Agent": AGENT,
        "Accept-Encoding": "identity",
        "Content-Type": "application/json",
    }
    return client.build_request(
        "POST",
        asked.copy_with(host=address),
        content=message.body,
        headers=headers,
        extensions={"sni_hostname": host},
    )


async def _outcome(response: httpx.Response) -> Outcome:
    if response.is_success:
        return Outcome(status=response.status_code)
    failing = Failing.MOVED if response.is_redirect else Failing.STATUS
    return Outcome(failing, response.status_code, answer=await _beginning(response))


async def _beginning(response: httpx.Response) -> str:
    """The first bytes of an answer, if it is text, without what a terminal or page would obey."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not (kind.startswith("text/") or kind.endswith("json")):
        return ""
    read = b""
    async for chunk in response.aiter_raw(MOST_READ):
        read += chunk
        if len(read) >= MOST_READ:
            break
    text = read[:MOST_READ].decode(errors="replace")
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def _is_about_tls(failure: BaseException) -> bool:
    """Whether a certificate or the agreement on encryption was at the root of it."""
    cause: BaseException | None = failure
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
