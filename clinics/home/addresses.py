"""Addresses that may not exist on this host or in this edition."""

from django.urls import NoReverseMatch, reverse


def address(name: str, version: str = "") -> str:
    """The URL of a name on this host, or nothing where the host has no such page."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return ""
    return f"{url}?v={version}" if version else url
