"""Addresses that may not exist on this host or in this edition."""

from functools import lru_cache

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse


def address(name: str, version: str = "") -> str:
    """The URL of a name on this host, or nothing where the host has no such page."""
    url = _known(name, get_urlconf(), get_script_prefix())
    return f"{url}?v={version}" if url and version else url


@lru_cache(maxsize=512)
def _known(name: str, urlconf: str | None, prefix: str) -> str:
    try:
        return reverse(name, urlconf=urlconf)
    except NoReverseMatch:
        return ""
