"""Which domain events there are, and who hears of them. Apps fill both in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from clinics.kit.registry import Registry

if TYPE_CHECKING:
    from clinics.events.models import DomainEvent

Words = str | Promise


@dataclass(frozen=True)
class EventKind:
    """A kind of fact, named `noun.past_participle`; `group` is the heading under which people choose it."""

    name: str
    label: Words
    group: Words
    order: int = 100


@dataclass(frozen=True)
class Listener:
    """Hears each event inside the transaction that publishes it: one cheap look, and rows where it is wanted."""

    name: str
    hear: Callable[[DomainEvent], None]
    order: int = 100


event_kinds: Registry[EventKind] = Registry("Kinds of events")
listeners: Registry[Listener] = Registry("Listeners to events")


def register_kinds(group: Words, *, order: int, **labels: Words) -> None:
    """Register kinds of one noun's group: `patient__registered=_("…")` is `patient.registered`."""
    for place, (name, label) in enumerate(labels.items()):
        event_kinds.register(EventKind(name.replace("__", "."), label, group, order * 100 + place))
