"""Addresses of many things of one kind, as lists show them."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.urls import get_script_prefix, get_urlconf, reverse

_ANY = UUID(int=0)


def address_of(name: str, row_id: UUID) -> str:
    """What `reverse(name, args=[row_id])` says, for a name whose one argument is a UUID; a list asks it per row."""
    before, after = _around(name, get_urlconf(), get_script_prefix())
    return f"{before}{row_id}{after}"


@lru_cache(maxsize=256)
def _around(name: str, urlconf: str | None, prefix: str) -> tuple[str, str]:
    before, _id, after = reverse(name, args=[_ANY], urlconf=urlconf).partition(str(_ANY))
    return before, after
