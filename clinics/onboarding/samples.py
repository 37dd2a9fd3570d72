"""Sample data: what a clinic is filled with for a demo, by the apps that know how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clinics.kit.actor import Actor
from clinics.kit.registry import Registry


@dataclass(frozen=True, kw_only=True)
class SampleOrder:
    """How much sample data, from which seed, as of when. `tell` shows progress to a person."""

    patients: int
    seed: int
    by: Actor
    at: datetime
    tell: Callable[[str], None]


@dataclass(frozen=True)
class SampleData:
    """One app's part, filled in the registry's order inside the clinic."""

    name: str
    order: int
    fill: Callable[[SampleOrder], None]


sample_data: Registry[SampleData] = Registry("Sample data")


def fill(order: SampleOrder) -> None:
    """Fill the current clinic, app by app."""
    for part in sample_data:
        part.fill(order)
