"""The shape of a sample office: its rooms, and its lines of work with what they offer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Stretch = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Service:
    """One appointment type. Of ten bookings about `share` are for it; `reasons` are what people say they come for."""

    name: str
    minutes: int
    tone: str
    fee: str
    reasons: tuple[str, ...]
    share: int = 3
    preparation: str = ""
    needs_room: bool = True
    equipment_kind: str = ""
    books_online: bool = False
    ages: tuple[int, int] = (0, 120)

    @property
    def price(self) -> Decimal:
        return Decimal(self.fee)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of work, such as dentistry: who does it (`works_in`), when, and what is offered.

    `week` is Monday to Friday, `weekend` Saturday and Sunday; `stand_in` is a provider's name where nobody works in it.
    """

    works_in: str
    tone: str
    room: str
    week: tuple[Stretch, ...]
    weekend: tuple[Stretch, ...]
    services: tuple[Service, ...]
    stand_in: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Office:
    lines: tuple[Line, ...]
    spare_rooms: tuple[str, ...]
    equipment: tuple[tuple[str, str], ...]
    """Name and kind."""
    away: str
    """Why somebody is away for a day."""
    meeting: str
    """Why an hour is closed for everybody."""
    address: str
    cancelled: tuple[str, ...]
    overbooking: str
