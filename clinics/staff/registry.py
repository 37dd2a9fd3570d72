"""What apps above do when somebody comes to work here, filled in by them at start-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clinics.kit.actor import Actor
from clinics.kit.registry import Registry


class Hear(Protocol):
    """Told inside the transaction which address somebody has who was invited, joined or is let in again."""

    def __call__(self, email: str, /, *, by: Actor, at: datetime) -> object: ...


@dataclass(frozen=True, kw_only=True)
class Arrival:
    name: str
    hear: Hear
    order: int = 100


arrivals: Registry[Arrival] = Registry("what is done when somebody comes to work here")


def arrived(email: str, *, by: Actor, at: datetime) -> None:
    """Tell whoever wants to know."""
    for arrival in arrivals:
        arrival.hear(email, by=by, at=at)
