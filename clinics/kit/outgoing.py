"""Requests to addresses that others chose. No ORM, no clinic.

The name is looked up here, its addresses are judged, and the connection goes to the address that was judged, on
every hop anew, with the name kept in the certificate check and in `Host`.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

import httpx

from clinics.kit.destinations import RefusedAddress, is_address, resolved


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One request. Address, body and headers may hold a key, so they are not printed."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)


@asynccontextmanager
async def answering(
    request: Outgoing,
    *,
    hops: int,
    follows: Collection[int],
    deadline: float,
    certificates: ssl.SSLContext | None = None,
) -> AsyncIterator[httpx.Response]:
    """The answer, its body unread; a redirect of a status in `follows` gets the same request, `hops` times at most.

    `deadline` is in seconds and for everything: name, connection, certificate, redirects, and what the block reads.
    Raises RefusedAddress, TimeoutError, OSError and what httpx raises.
    """
    # No proxies and no netrc of the environment: they would connect elsewhere than was judged.
    client = httpx.AsyncClient(verify=certificates or True, trust_env=False, timeout=deadline)
    async with asyncio.timeout(deadline), client:
        for hop in range(hops + 1):
            response = await client.send(await _pinned(client, request), stream=True)
            try:
                location = response.headers.get("location", "")
                if response.status_code not in follows or not location or hop == hops:
                    yield response
                    return
            finally:
                await response.aclose()
            request = replace(request, url=urljoin(request.url, location))


async def beginning(response: httpx.Response, *, most: int) -> bytes:
    """The first bytes of the body, as they were sent, and no more than so many."""
    read = b""
    async for chunk in response.aiter_raw():
        read += chunk
        if len(read) >= most:
            break
    return read[:most]


async def _pinned(client: httpx.AsyncClient, request: Outgoing) -> httpx.Request:
    if not is_address(request.url):
        raise RefusedAddress
    asked = httpx.URL(request.url)
    host = asked.raw_host.decode("ascii")
    address = await resolved(host, asked.port or (443 if asked.scheme == "https" else 80))
    return client.build_request(
        request.method,
        asked.copy_with(host=address),
        content=request.content,
        data=None if request.form is None else dict(request.form),
        headers={**request.headers, "Host": asked.netloc.decode("ascii"), "Accept-Encoding": "identity"},
        extensions={"sni_hostname": host},
    )
