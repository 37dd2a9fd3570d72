"""Where outgoing requests may go: public addresses only, whatever a name says they are."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# What Python may take for public: protocol assignments, and what answers only inside a cloud.
NOT_PUBLIC = tuple(ipaddress.ip_network(each) for each in ("192.0.0.0/24", "168.63.129.16/32", "64:ff9b:1::/48"))
NAT64 = ipaddress.ip_network("64:ff9b::/96")
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class RefusedAddress(Exception):
    """The name leads to an address that no request of ours goes to."""


def is_allowed(address: str) -> bool:
    """Whether a request may go to this address: it is public, or loopback where settings allow that."""
    parsed = _meant(ipaddress.ip_address(address.partition("%")[0]))
    if parsed.is_loopback:
        return bool(settings.OUTGOING_REACHES_LOOPBACK)
    # Reserved is also ::10.0.0.1, which some systems take for 10.0.0.1.
    is_taken = parsed.is_multicast or parsed.is_reserved or getattr(parsed, "is_site_local", False)
    return parsed.is_global and not is_taken and not any(parsed in each for each in NOT_PUBLIC)


def _meant(address: Address) -> Address:
    """The IPv4 address that an IPv6 address only wraps."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)


async def resolved(host: str, port: int) -> str:
    """The one address to connect to. Raises RefusedAddress when any that the name has is refused, and OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not all(is_allowed(each) for each in addresses):
        raise RefusedAddress(host)
    return addresses[0]


def is_address(url: str) -> bool:
    """Whether a request could be sent there at all: https, a host, no password, no fragment.

    Where loopback is allowed, http is too, for loopback alone. What the name leads to is looked at
    each time it is used, not here.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment or any(c.isspace() or ord(c) < 33 for c in url):
        return False
    if parts.scheme == "http":
        return bool(settings.OUTGOING_REACHES_LOOPBACK) and (host in LOOPBACK_NAMES or host.endswith(".localhost"))
    return parts.scheme == "https" and _may_be_public(host)


def _may_be_public(host: str) -> bool:
    try:
        return is_allowed(host)
    except ValueError:  # a name, not a number
        return "." in host or (host in LOOPBACK_NAMES and bool(settings.OUTGOING_REACHES_LOOPBACK))
