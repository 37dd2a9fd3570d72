"""Who really asks: the client's address behind trusted proxies, and nothing else that is forwarded.

`TRUSTED_PROXIES` lists addresses or networks. What such a proxy adds is believed; the same headers
from anyone else are removed before any code can read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Network = IPv4Network | IPv6Network

NEVER = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_REAL_IP")
FROM_PROXIES = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REQUEST_ID")


class ProxiesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    @cached_property
    def trusted(self) -> tuple[Network, ...]:
        return tuple(ip_network(each, strict=False) for each in settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        for name in NEVER:
            meta.pop(name, None)
        peer = meta.get("REMOTE_ADDR", "")
        if is_among(peer, self.trusted):
            hops = meta.pop("HTTP_X_FORWARDED_FOR", "").split(",")
            meta["REMOTE_ADDR"] = client_of(peer, hops, self.trusted)
        else:
            for name in FROM_PROXIES:
                meta.pop(name, None)
        return self.get_response(request)


def is_among(address: str, networks: Iterable[Network]) -> bool:
    """Whether the text is an address inside one of the networks; text that is none is in no network."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return any(parsed in network for network in networks)


def client_of(peer: str, hops: list[str], trusted: Iterable[Network]) -> str:
    """Walk back from the nearest proxy to the first address that is not one of ours.

    Only what our own proxies wrote can be believed, so the walk stops at the first stranger; text
    that is no address ends it too.
    """
    networks = tuple(trusted)
    client = peer
    for hop in reversed([hop.strip() for hop in hops if hop.strip()]):
        try:
            client = str(ip_address(hop))
        except ValueError:
            return client
        if not is_among(client, networks):
            return client
    return client
