"""What Today shows this person: the panels they may see, with what waits in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clinics.home.registry import TodayItem, Words, today_panels
from clinics.kit.actor import Actor


@dataclass(frozen=True)
class ShownPanel:
    name: str
    title: Words
    items: list[TodayItem]
    empty: Words


def panels_for(actor: Actor, *, at: datetime) -> list[ShownPanel]:
    """In the registry's order. Panels in which nothing waits, and which say nothing then, are left out."""
    shown = []
    for panel in today_panels:
        if actor.may(panel.permission):
            items = panel.load(by=actor, at=at)
            if items or panel.empty:
                shown.append(ShownPanel(panel.name, panel.title, items, panel.empty))
    return shown
