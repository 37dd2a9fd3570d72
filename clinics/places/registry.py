"""What others do at places, and so must have moved before a place closes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from clinics.kit.registry import Registry
from clinics.places.models import Location


class CountsUse(Protocol):
    """How often any of these places is needed at that moment or later."""

    def __call__(self, place_ids: Collection[UUID], /, *, since: datetime) -> int: ...


class SaysUse(Protocol):
    """ "3 appointments are booked there. Move them first." in the reader's language."""

    def __call__(self, count: int, /) -> str: ...


class ShowsUse(Protocol):
    """The address of the page that lists what needs the place."""

    def __call__(self, place: Location, /) -> str: ...


@dataclass(frozen=True, kw_only=True)
class PlaceUse:
    """One thing that keeps a place from closing."""

    name: str
    count: CountsUse
    sentence: SaysUse
    url: ShowsUse
    order: int = 100


place_uses: Registry[PlaceUse] = Registry("uses of places")
