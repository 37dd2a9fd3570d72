"""One day at one site, by provider or by room: what is booked, where there are gaps, and where now is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from appointments import clock
from appointments.intervals import Interval, minus, union
from appointments.local_time import day_bounds, stretch
from appointments.models import Appointment, AppointmentStatus, Provider
from appointments.queries.calendar import Setting
from appointments.queries.hours import hours_between
from appointments.queries.openings import busy_between
from appointments.queries.visit import Card, Visit, card_of
from appointments.scale import Place, Scale, in_lanes, scale_for
from clinics.kit.actor import Actor
from clinics.places.models import Location

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
class Column:
    """One provider's day, or one room's."""

    id: UUID | None
    name: str
    kind: str
    title: str | Promise = ""
    tone: str = ""
    cards: Sequence[Card] = ()
    closed: Sequence[Place] = ()
    gaps: Sequence[Gap] = ()


@dataclass(frozen=True)
class DayPage:
    """What the day shows, as a grid or as a list."""

    setting: Setting
    scale: Scale
    columns: Sequence[Column]
    visits: Sequence[Visit]
    by: str

    @property
    def hours(self) -> Iterator[tuple[int, str]]:
        return ((row, clock.hour(at, self.setting.zone, self.setting.locale)) for row, at in self.scale.hours())

    @property
    def now_row(self) -> int | None:
        return self.scale.row_of(self.setting.at)

    @property
    def is_today(self) -> bool:
        return self.setting.day == self.setting.today

    @property
    def is_empty(self) -> bool:
        return not self.columns

    @property
    def expected(self) -> int:
        return sum(each.row.is_standing for each in self.visits)

    @property
    def waiting(self) -> int:
        return sum(each.row.status == S.ARRIVED for each in self.visits)

    @property
    def shown_people(self) -> set[UUID]:
        """Everybody whose name is on the page."""
        return {each.row.patient_id for each in self.visits}

    @property
    def entries(self) -> list[Visit | Gap]:
        """The list: visits and gaps in the order of time."""
        gaps = [gap for column in self.columns for gap in column.gaps]
        return sorted([*self.visits, *gaps], key=lambda each: each.time[0])

    @property
    def topic(self) -> str:
        return f"calendar:{self.setting.site.pk}:{self.setting.day}"


def day_page(setting: Setting, *, by: str, to: Actor, with_cancelled: bool) -> DayPage:
    """The day of the setting for this reader; six statements, seven by room."""
    bounds = day_bounds(setting.day, setting.zone)
    rows = list(Appointment.objects.visible_to(to).between(*bounds).at_location(setting.site.pk).for_day())
    wanted = set(ON_THE_GRID) | ({S.CANCELLED} if with_cancelled else set())
    visits = [Visit(row, setting) for row in rows if row.status in wanted]
    standing = [each for each in visits if each.status in ON_THE_GRID]
    known = {each.pk: each for each in Provider.objects.active_or({each.provider_id for each in rows}).in_order()}
    for row in rows:
        row.provider = known[row.provider_id]
    providers = [each for each in known.values() if each.is_active]
    hours = hours_between(providers, setting.day, setting.day)
    shifts = {each.pk: hours.of(each.pk, setting.site, setting.day) for each in providers}
    scale = scale_for(
        [*(each.time for each in standing), *(shift for found in shifts.values() for shift in found)],
        usual=stretch(setting.day, *OFFICE, setting.zone),
        bounds=bounds,
        zone=setting.zone,
    )
    draw = _Drawing(setting, scale, standing, by)
    columns = draw.rooms(shifts.values()) if by == "room" else draw.providers(known.values(), shifts)
    return DayPage(setting, scale, columns, visits, by)


@dataclass(frozen=True)
class _Drawing:
    """The columns of a day."""

    setting: Setting
    scale: Scale
    visits: Sequence[Visit]
    by: str

    def providers(self, providers: Iterable[Provider], shifts: dict[UUID, list[Interval]]) -> list[Column]:
        """Those who work that day or have somebody booked, also when they can be booked no longer."""
        booked = {each.row.provider_id for each in self.visits}
        shown = [each for each in providers if shifts.get(each.pk) or each.pk in booked]
        busy = busy_between([each.pk for each in shown], self.scale.begin, self.scale.end)
        return [
            self._column(
                Column(each.pk, each.name, "provider", each.title, each.tone),
                worked=shifts.get(each.pk, []),
                busy=busy.get(each.pk, []),
                belongs=lambda visit, pk=each.pk: visit.row.provider_id == pk,  # type: ignore[misc]
            )
            for each in shown
        ]

    def rooms(self, shifts: Iterable[list[Interval]]) -> list[Column]:
        """Every room in use; what needs none stands in a column of its own."""
        rooms = list(Location.objects.rooms_of(self.setting.site.pk).open_on(self.setting.day).in_order())
        known = {each.pk for each in rooms}
        rooms += list(
            {
                each.row.room_id: each.row.room
                for each in self.visits
                if each.row.room and each.row.room_id not in known
            }.values()
        )
        open_ = union(shift for found in shifts for shift in found)
        busy = busy_between([each.pk for each in rooms], self.scale.begin, self.scale.end)
        columns = [
            self._column(
                Column(each.pk, each.name, "room"),
                worked=open_,
                busy=busy.get(each.pk, []),
                belongs=lambda visit, pk=each.pk: visit.row.room_id == pk,  # type: ignore[misc]
            )
            for each in rooms
        ]
        if any(each.row.room_id is None for each in self.visits):
            nowhere = Column(None, _("Without a room"), "room")
            columns.append(self._column(nowhere, worked=open_, busy=open_, belongs=lambda each: not each.row.room_id))
        return columns

    def _column(
        self, column: Column, *, worked: list[Interval], busy: list[Interval], belongs: Callable[[Visit], bool]
    ) -> Column:
        whole = (self.scale.begin, self.scale.end)
        cards = [
            card_of(visit, place, lane, lanes, by=self.by)
            for visit, lane, lanes in in_lanes([each for each in self.visits if belongs(each)], lambda each: each.time)
            if (place := self.scale.place(visit.time))
        ]
        closed = [place for time in minus([whole], worked) if (place := self.scale.place(time, least=1))]
        free = [time for time in minus(worked, busy) if time[1] - time[0] >= SHORTEST_GAP]
        gaps = [self._gap(column, time, place) for time in free if (place := self.scale.place(time, least=1))]
        return Column(column.id, column.name, column.kind, column.title, column.tone, cards, closed, gaps)

    def _gap(self, column: Column, time: Interval, place: Place) -> Gap:
        wanted = {column.kind: str(column.id), "site": str(self.setting.site.pk), "start": time[0].isoformat()}
        url = f"{reverse('appointments:new')}?{urlencode(wanted)}"
        return Gap(time, place, self.setting.clock(time[0]), self.setting.clock(time[1]), url, column.name)
