"""Asking servers that a clinic named: bytes out, bytes back, never to an address inside our network.

One deadline covers name, connection, certificate, redirects and answer. The name is looked up here, its addresses
are judged, and the connection goes to the one that was judged, on every hop anew. No ORM.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urljoin

import httpx

from clinics.kit.destinations import RefusedAddress, is_address, resolved

DEADLINE = 8.0  # seconds for one question
MOST_HOPS = 3
MOST_READ = 500_000  # bytes of an answer
AGENT = "Polyclinic-SignIn/1"


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
        async with asyncio.timeout(DEADLINE):
            return await _followed(url, form, headers)
    except TimeoutError:
        raise NoAnswer("too slow") from None
    except RefusedAddress:
        raise
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, ValueError) as failure:
        raise NoAnswer(type(failure).__name__) from failure


async def _followed(url: str, form: Mapping[str, str] | None, headers: dict[str, str]) -> tuple[int, bytes]:
    hops = 0 if form is not None or headers else MOST_HOPS
    # No proxies and no netrc of the environment: they would connect elsewhere than was judged.
    async with httpx.AsyncClient(trust_env=False, timeout=DEADLINE) as client:
        for hop in range(hops + 1):
            response = await client.send(await _pinned(client, url, form, headers), stream=True)
            try:
                location = response.headers.get("location", "")
                if not response.is_redirect or not location or hop == hops:
                    return response.status_code, await _read(response)
            finally:
                await response.aclose()
            url = urljoin(url, location)
    raise AssertionError("the last hop answers")


async def _pinned(
    client: httpx.AsyncClient, url: str, form: Mapping[str, str] | None, headers: dict[str, str]
) -> httpx.Request:
    """The request to the address the name has now; the name stays in `Host` and in the certificate check."""
    if not is_address(url):
        raise RefusedAddress
    asked = httpx.URL(url)
    host = asked.raw_host.decode("ascii")
    address = await resolved(host, asked.port or (443 if asked.scheme == "https" else 80))
    return client.build_request(
        "GET" if form is None else "POST",
        asked.copy_with(host=address),
        data=dict(form) if form is not None else None,
        headers={
            **headers,
            "Host": asked.netloc.decode("ascii"),
            "User-Agent": AGENT,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        },
        extensions={"sni_hostname": host},
    )


async def _read(response: httpx.Response) -> bytes:
    read = b""
    async for chunk in response.aiter_raw():
        read += chunk
        if len(read) > MOST_READ:
            raise NoAnswer("too long")
    return read
