"""The one search: people and things first, then pages and commands, as the registries offer them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.home.addresses import address
from clinics.home.registry import (
    Command,
    Found,
    NavItem,
    Query,
    SearchFetch,
    SearchSource,
    SettingsSection,
    Words,
    commands,
    nav_items,
    quick_create,
    search_sources,
    settings_sections,
)
from clinics.kit import days
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic

PER_GROUP = 6
LEAST = 2  # letters, before records are searched


@dataclass(frozen=True)
class Group:
    """What one source found."""

    label: Words
    items: list[Found]


@dataclass
class _Searching:
    """One search: what sources share is fetched once."""

    query: Query
    by: Actor
    at: datetime
    found: dict[SearchFetch, Any] = field(default_factory=dict)

    def of(self, source: SearchSource) -> Group:
        more = {}
        if source.fetch:
            if source.fetch not in self.found:
                self.found[source.fetch] = source.fetch(self.query, self.by, self.at)
            more = {"fetched": self.found[source.fetch]}
        return Group(source.label, list(source.find(self.query, by=self.by, at=self.at, **more)))


def results(text: str, *, by: Actor, at: datetime, limit: int = PER_GROUP, in_place: bool = False) -> list[Group]:
    """Non-empty groups in the order of their sources. Whoever is shown is recorded as searched, in one event.

    Without words, what can be created and where one can go. Deeds of the page itself are found `in_place` alone.
    """
    query = query_of(text, at=at, limit=limit)
    groups = _records(query, by=by, at=at) if len(query.text) >= LEAST else []
    groups += [
        Group(_("Create"), list(_matching(quick_create, query.text, by))[:limit]),
        Group(_("Pages"), list(_matching([*nav_items, *settings_sections], query.text, by))[:limit]),
        Group(_("Commands"), list(_matching(_commands(in_place), query.text, by))[:limit] if query.text else []),
    ]
    return [group for group in groups if group.items]


def query_of(text: str, *, at: datetime, limit: int = PER_GROUP) -> Query:
    """The words, and the day they name in the reader's language, seen from the clinic's today."""
    clinic, words = current_clinic(), " ".join(text.split())
    today = at.astimezone(ZoneInfo(clinic.time_zone)).date()
    named = days.named(words, today=today, language=get_language() or "en", country=clinic.country)
    return Query(words, named.day, named.rest, limit) if named else Query(words, limit=limit)


def _records(query: Query, *, by: Actor, at: datetime) -> list[Group]:
    """What the sources find. A search that found nobody is recorded too."""
    sources = [source for source in search_sources if by.may(source.permission)]
    if not sources:
        return []
    with transaction.atomic():
        searching = _Searching(query, by, at)
        groups = [searching.of(source) for source in sources]
        named: set[UUID] = {patient for group in groups for item in group.items for patient in item.patients}
        audit.record(event="patient.searched", by=by, at=at, patients=named, reason="frame")
    return groups


def _commands(in_place: bool) -> list[Command]:
    return [command for command in commands if in_place or not command.deed]


def _matching(items: Iterable[NavItem], words: str, by: Actor) -> Iterator[Found]:
    seen: set[str] = set()
    for item in items:
        deed = item.deed if isinstance(item, Command) else ""
        url = "" if deed else address(item.url_name)
        if (
            (url or deed)
            and by.may(item.permission)
            and (not words or is_named(item, words))
            and url not in seen - {""}
        ):
            seen.add(url)
            detail = item.group if isinstance(item, SettingsSection) else ""
            yield Found(label=item.label, url=url, icon=item.icon, deed=deed, detail=detail)


def is_named(item: NavItem, words: str) -> bool:
    """Whether a word of the item begins with what was typed, case aside; nothing typed names nothing."""
    also = item.words if isinstance(item, Command) else ""
    named = f"{item.label} {also}".casefold().split()
    typed = words.casefold().split()
    return bool(typed) and all(any(word.startswith(part) for word in named) for part in typed)
