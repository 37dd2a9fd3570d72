"""What Today shows this person: the panels they may see, with what waits in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from clinics.audit import actions as audit
from clinics.events.models import DomainEvent
from clinics.home.addresses import address
from clinics.home.registry import COUNTED, Fetch, TodayItem, TodayPanel, Words, today_panels, today_topics
from clinics.kit.actor import Actor

SHOWN = 8
SKEW = timedelta(seconds=5)  # between the clocks of the processes that make ids
STALE = timedelta(minutes=5)  # after which the hours themselves have moved what the page says


@dataclass(frozen=True)
class ShownPanel:
    """One card. `count` is how many wait, of whom the first few are shown."""

    name: str
    title: Words
    items: Sequence[TodayItem]
    empty: Words
    count: int = 0
    worklist: str = ""

    @property
    def is_more(self) -> bool:
        return self.count > len(self.items)

    @property
    def counted(self) -> str:
        return str(self.count) if self.count <= COUNTED else f"{COUNTED}+"


@dataclass(frozen=True)
class TodayPage:
    panels: Sequence[ShownPanel]
    topics: Sequence[str]


@dataclass
class _Fetching:
    """What panels share is fetched once."""

    by: Actor
    at: datetime
    found: dict[Fetch, Any] = field(default_factory=dict)

    def of(self, fetch: Fetch) -> Any:
        if fetch not in self.found:
            self.found[fetch] = fetch(self.by, self.at)
        return self.found[fetch]


def today_page(actor: Actor, *, at: datetime) -> TodayPage:
    """In the registry's order. Panels in which nothing waits, and which say nothing then, are left out.

    Whoever is named on the page is recorded as listed, in one event.
    """
    fetching = _Fetching(actor, at)
    panels = [
        shown
        for panel in today_panels
        if actor.may(panel.permission) and panel.is_for(actor) and (shown := _shown(panel, fetching))
    ]
    named = {patient for panel in panels for item in panel.items for patient in item.patients}
    _record(named, by=actor, at=at)
    topics = [
        topic
        for source in today_topics
        if source.fetch in fetching.found and actor.may(source.permission)
        for topic in source.topics(fetching.found[source.fetch])
    ]
    return TodayPage(panels, topics)


def _shown(panel: TodayPanel, fetching: _Fetching) -> ShownPanel | None:
    load: Callable[..., list[TodayItem]] = panel.load
    more = {"fetched": fetching.of(panel.fetch)} if panel.fetch else {}
    items = load(by=fetching.by, at=fetching.at, **more)
    if not items and not panel.empty:
        return None
    worklist = address(panel.worklist) if panel.worklist else ""
    if worklist and panel.worklist_query:
        worklist = f"{worklist}?{panel.worklist_query}"
    return ShownPanel(panel.name, panel.title, items[:SHOWN], panel.empty, len(items), worklist)


def _record(patients: set[UUID], *, by: Actor, at: datetime) -> None:
    if patients:
        with transaction.atomic():
            audit.record(event="patient.listed", by=by, at=at, patients=patients, reason="today")


def has_news(since: datetime, *, at: datetime) -> bool:
    """Whether anything happened at the clinic since then, or so much time has passed that the page is old.

    One look at the newest id, which begins with the time it was made.
    """
    milliseconds = int((since - SKEW).timestamp() * 1000)
    return at - since > STALE or DomainEvent.objects.filter(pk__gt=UUID(int=milliseconds << 80)).exists()
