"""The one search: people and things first, then pages and commands, as the registries offer them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from clinics.home.addresses import address
from clinics.home.registry import Command, Found, NavItem, Words, commands, nav_items, quick_create, search_sources
from clinics.kit.actor import Actor

PER_GROUP = 6
LEAST = 2  # letters, before records are searched


@dataclass(frozen=True)
class Group:
    """What one source found."""

    label: Words
    items: list[Found]


def results(query: str, *, by: Actor, at: datetime, limit: int = PER_GROUP) -> list[Group]:
    """Non-empty groups in the order of their sources. Sources record their own audit events."""
    words = query.strip()
    groups = [
        Group(source.label, list(source.find(words, by=by, at=at, limit=limit)))
        for source in search_sources
        if len(words) >= LEAST and by.may(source.permission)
    ]
    groups += [
        Group(_("Create"), list(_matching(quick_create, words, by))[:limit]),
        Group(_("Pages"), list(_matching([*nav_items, *commands], words, by))[:limit]),
    ]
    return [group for group in groups if group.items]


def _matching(items: Iterable[NavItem], words: str, by: Actor) -> Iterator[Found]:
    for item in items:
        url = address(item.url_name)
        if url and by.may(item.permission) and is_named(item, words):
            yield Found(label=item.label, url=url, icon=item.icon)


def is_named(item: NavItem, words: str) -> bool:
    """Whether a word of the item begins with what was typed, case aside; nothing typed names nothing."""
    also = item.words if isinstance(item, Command) else ""
    named = f"{item.label} {also}".casefold().split()
    typed = words.casefold().split()
    return bool(typed) and all(any(word.startswith(part) for word in named) for part in typed)
