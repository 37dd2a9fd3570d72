"""The grid of a day: columns by provider or by room, with what is booked, where there are gaps, and where now is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import Locale
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from appointments import clock
from appointments.intervals import Interval, common, minus, union
from appointments.local_time import day_bounds, stretch
from appointments.models import AppointmentStatus
from appointments.queries.day_known import Known, read
from appointments.queries.day_rows import Row, appointment_of
from appointments.queries.visit import Card, Visit, card_of
from appointments.scale import Place, Scale, in_lanes, scale_for

S = AppointmentStatus
OFFICE = time(8), time(18)
SHORTEST_GAP = timedelta(minutes=5)
ON_THE_GRID = (S.BOOKED, S.ARRIVED, S.IN_PROGRESS, S.COMPLETED, S.NO_SHOW)


@dataclass(frozen=True)
class Gap:
    """Time that can be booked, with the address at which to book it."""

    time: Interval
    place: Place
    starts: str
    ends: str
    url: str
    of: str

    is_gap = True


@dataclass(frozen=True)
class Taken:
    """Time for which somebody is booked whom the reader does not see: that it is busy, and nothing else."""

    time: Interval
    place: Place
    starts: str
    ends: str
    of: str

    is_taken = True


@dataclass(frozen=True)
class Column:
    """One provider's day, or one room's.

    `shut` is while the site is closed, `off` while it is open and nobody works, `taken` while somebody is booked whom
    the reader does not see.
    """

    id: UUID | None
    name: str
    kind: str
    title: str | Promise = ""
    tone: str = ""
    cards: Sequence[Card] = ()
    shut: Sequence[Place] = ()
    off: Sequence[Place] = ()
    gaps: Sequence[Gap] = ()
    taken: Sequence[Taken] = ()


@dataclass(frozen=True)
class Grid:
    """One day at one site, by value: all that is drawn of it follows from these, so the same is drawn once.

    `at` is now, to the minute, as far as it matters. `rows` and `known` are as `day_rows` and `day_known` give them;
    `rooms` are shown where the columns are rooms. `hides` says that the reader may not see everybody who is booked.
    """

    site_id: UUID
    zone: ZoneInfo
    locale: Locale
    day: date
    at: datetime
    is_closed: bool
    by: str
    rows: tuple[Row, ...]
    known: str
    rooms: tuple[tuple[UUID, str], ...] = ()
    hides: bool = False

    @cached_property
    def bounds(self) -> Interval:
        return day_bounds(self.day, self.zone)

    @cached_property
    def _known(self) -> Known:
        return read(self.known, site=self.site_id, day=self.day)

    @cached_property
    def visits(self) -> list[Visit]:
        providers = {each.pk: each for each in self._known.providers}
        return [Visit(appointment_of(row, providers), self) for row in self.rows]

    @cached_property
    def _standing(self) -> list[Visit]:
        return [each for each in self.visits if each.status in ON_THE_GRID]

    @cached_property
    def _shifts(self) -> dict[UUID, list[Interval]]:
        """When those who can be booked work here."""
        if self.is_closed:
            return {}
        hours = self._known.hours
        active = [each.pk for each in self._known.providers if each.is_active]
        return {each: hours.while_open(each, self.site_id, self.zone, self.day) for each in active}

    @cached_property
    def _worked(self) -> list[Interval]:
        """When anybody works here."""
        return union(shift for found in self._shifts.values() for shift in found)

    @cached_property
    def opened(self) -> list[Interval] | None:
        """When the site is open; None where it never said when it is."""
        opened = self._known.hours.opened(self.site_id, self.zone, self.day)
        return [] if opened and self.is_closed else opened

    @property
    def is_shut(self) -> bool:
        """Closed all day."""
        return self.opened == []

    @cached_property
    def scale(self) -> Scale:
        """As long as the site is open, and longer where somebody works or comes beyond that.

        On a closed day as long as it is open in a week; where it never said when it is, as long as anything happens.
        """
        usual = self._known.hours.span(self.site_id, self.zone, self.day) or stretch(self.day, *OFFICE, self.zone)
        framing = [usual] if self.is_shut else self.opened or []
        times = [*(each.time for each in self._standing), *self._worked, *framing]
        return scale_for(times, usual=usual, bounds=self.bounds, zone=self.zone)

    @cached_property
    def _shut(self) -> list[Interval]:
        """The time of the grid in which the site is closed, where it said when it is open."""
        return [] if self.opened is None else minus([(self.scale.begin, self.scale.end)], self.opened)

    @property
    def shut(self) -> list[Place]:
        return self._places(self._shut)

    @property
    def opening(self) -> str:
        """When the site is open, in words; nothing where it never said or is closed all day."""
        return ", ".join(f"{self.clock(starts)} – {self.clock(ends)}" for starts, ends in self.opened or ())

    def clock(self, at: datetime) -> str:
        return clock.clock(at, self.zone, self.locale)

    @property
    def hours(self) -> Iterator[tuple[int, str]]:
        return ((row, clock.hour(at, self.zone, self.locale)) for row, at in self.scale.hours())

    @property
    def now_row(self) -> int | None:
        return self.scale.row_of(self.at)

    @cached_property
    def columns(self) -> list[Column]:
        return self._by_room() if self.by == "room" else self._by_provider()

    def _by_provider(self) -> list[Column]:
        """Those who work that day or have somebody booked, also when they can be booked no longer."""
        booked = {each.row.provider_id for each in self._standing}
        shown = [each for each in self._known.providers if self._shifts.get(each.pk) or each.pk in booked]
        return [
            self._column(
                Column(each.pk, each.name, "provider", each.title, each.tone),
                worked=self._shifts.get(each.pk, []),
                busy=self._known.busy.get(each.pk, []),
                belongs=lambda visit, pk=each.pk: visit.row.provider_id == pk,  # type: ignore[misc]
            )
            for each in shown
        ]

    def _by_room(self) -> list[Column]:
        """Every room in use; what needs none stands in a column of its own."""
        rooms = dict(self.rooms)
        for each in self._standing:
            if each.row.room:
                rooms.setdefault(each.row.room.pk, each.row.room.name)
        columns = [
            self._column(
                Column(room, name, "room"),
                worked=self._worked,
                busy=self._known.busy.get(room, []),
                belongs=lambda visit, pk=room: visit.row.room_id == pk,  # type: ignore[misc]
            )
            for room, name in rooms.items()
        ]
        if any(each.row.room_id is None for each in self._standing):
            nowhere = Column(None, _("Without a room"), "room")
            taken = self._worked
            columns.append(self._column(nowhere, worked=taken, busy=taken, belongs=lambda each: not each.row.room_id))
        return columns

    def _column(
        self, column: Column, *, worked: list[Interval], busy: list[Interval], belongs: Callable[[Visit], bool]
    ) -> Column:
        whole = (self.scale.begin, self.scale.end)
        cards = [
            card_of(visit, place, lane, lanes, by=self.by)
            for visit, lane, lanes in in_lanes(
                [each for each in self._standing if belongs(each)], lambda each: each.time
            )
            if (place := self.scale.place(visit.time))
        ]
        idle = minus([whole], worked)
        shut, off = self._places(common(idle, self._shut)), self._places(minus(idle, self._shut))
        free = [time for time in minus(worked, busy) if time[1] - time[0] >= SHORTEST_GAP]
        gaps = [self._gap(column, time, place) for time in free if (place := self.scale.place(time, least=1))]
        taken = self._taken(column, busy) if self.hides else []
        return Column(column.id, column.name, column.kind, column.title, column.tone, cards, shut, off, gaps, taken)

    def _taken(self, column: Column, busy: list[Interval]) -> list[Taken]:
        """When somebody is booked here who is not among the rows."""
        own = {"provider": lambda row: row.provider_id, "room": lambda row: row.room_id}[column.kind]
        shown = [each.time for each in self._standing if own(each.row) == column.id]
        times = common(busy, [(self.scale.begin, self.scale.end)]) if column.id else []
        hidden = [time for time in minus(times, shown) if time[1] - time[0] >= SHORTEST_GAP]
        return [
            Taken(time, place, self.clock(time[0]), self.clock(time[1]), column.name)
            for time in hidden
            if (place := self.scale.place(time, least=1))
        ]

    def _places(self, times: list[Interval]) -> list[Place]:
        return [place for time in times if (place := self.scale.place(time, least=1))]

    def _gap(self, column: Column, time: Interval, place: Place) -> Gap:
        wanted = {column.kind: str(column.id), "site": str(self.site_id), "start": time[0].isoformat()}
        url = f"{reverse('appointments:new')}?{urlencode(wanted)}"
        return Gap(time, place, self.clock(time[0]), self.clock(time[1]), url, column.name)
