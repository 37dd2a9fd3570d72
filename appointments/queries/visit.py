"""One appointment as lists and the grid of a day show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import Locale
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from appointments import clock
from appointments.intervals import Interval
from appointments.models import EARLY, Appointment, AppointmentStatus
from appointments.scale import Place
from clinics.kit.addresses import address_of

S = AppointmentStatus
WIDE_LANES, MOST_LANES = 4, 6
ICONS = {
    S.ARRIVED: "map-pin",
    S.IN_PROGRESS: "chat-bubble-left-right",
    S.COMPLETED: "check",
    S.NO_SHOW: "user-minus",
    S.CANCELLED: "x-mark",
}


class Shown(Protocol):
    """Where and when visits are shown, and how times are told there."""

    @property
    def zone(self) -> ZoneInfo: ...
    @property
    def locale(self) -> Locale: ...
    @property
    def at(self) -> datetime: ...
    def clock(self, at: datetime, /) -> str: ...


@dataclass(frozen=True)
class Visit:
    """One appointment as the day shows it."""

    row: Appointment
    setting: Shown

    is_gap = False

    @cached_property
    def url(self) -> str:
        return address_of("appointments:appointment", self.row.pk)

    @cached_property
    def starts(self) -> str:
        return self.setting.clock(self.row.starts_at)

    @cached_property
    def ends(self) -> str:
        return self.setting.clock(self.row.ends_at)

    @cached_property
    def name(self) -> str:
        return self.row.patient.name or _("Name not recorded")

    @property
    def status(self) -> str:
        return self.row.status

    @property
    def status_shown(self) -> str:
        return str(self.row.get_status_display())

    @property
    def is_near(self) -> bool:
        """Whether somebody may arrive for it by now."""
        return self.setting.at >= self.row.starts_at - EARLY

    @property
    def time(self) -> Interval:
        return (self.row.starts_at, self.row.ends_at)

    @property
    def minutes_waiting(self) -> int | None:
        """Of somebody who arrived: since when they wait."""
        if self.row.status != S.ARRIVED:
            return None
        return max(0, int((self.setting.at - self.row.status_at).total_seconds() // 60))

    @property
    def is_late(self) -> bool:
        """Booked, and the time has come."""
        return self.row.status == S.BOOKED and self.row.starts_at <= self.setting.at


@dataclass(frozen=True)
class Card:
    """All that the grid says of a visit, by value: what is the same is drawn once.

    Of more than four beside each other each has a sixth of the width. `by` is what the columns are: what they say
    already is left out.
    """

    id: UUID
    version: int
    status: str
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    locale: Locale
    place: Place
    lane: int
    lanes: int
    by: str
    name: str
    type_name: str
    tone: str
    provider_id: UUID
    provider_name: str
    room_id: UUID | None
    room_name: str
    minutes_waiting: int | None
    is_late: bool
    is_overbooked: bool

    @property
    def url(self) -> str:
        return address_of("appointments:appointment", self.id)

    @property
    def status_shown(self) -> str:
        return str(S(self.status).label)

    @property
    def icon(self) -> str:
        return ICONS.get(S(self.status), "")

    @property
    def is_movable(self) -> bool:
        return self.status == S.BOOKED

    @property
    def starts_iso(self) -> str:
        """By the clock of the site."""
        return self.starts_at.astimezone(self.zone).isoformat()

    @property
    def starts(self) -> str:
        return clock.short_clock(self.starts_at, self.zone, self.locale)

    @property
    def ends(self) -> str:
        return clock.clock(self.ends_at, self.zone, self.locale)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def beside(self) -> str:
        """What the column does not say: with whom, or where."""
        return self.provider_name if self.by == "room" else self.room_name

    @property
    def lane_class(self) -> str:
        if self.lanes <= WIDE_LANES:
            return f"lane-{self.lane}-of-{self.lanes}"
        return f"lane-{min(self.lane, MOST_LANES)}-of-{MOST_LANES}"

    @property
    def is_short(self) -> bool:
        """Too low for two lines."""
        return self.place.rows < 4


def card_of(visit: Visit, place: Place, lane: int, lanes: int, *, by: str) -> Card:
    row = visit.row
    return Card(
        id=row.pk,
        version=row.version,
        status=row.status,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=visit.setting.zone,
        locale=visit.setting.locale,
        place=place,
        lane=lane,
        lanes=lanes,
        by=by,
        name=visit.name,
        type_name=row.type.name,
        tone=row.type.tone,
        provider_id=row.provider_id,
        provider_name=row.provider.name,
        room_id=row.room_id,
        room_name=row.room.name if row.room else "",
        minutes_waiting=visit.minutes_waiting,
        is_late=visit.is_late,
        is_overbooked=row.is_overbooked,
    )
