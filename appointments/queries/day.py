"""One day at one site, as a grid or as a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from appointments.local_time import day_bounds
from appointments.models import Appointment, AppointmentStatus
from appointments.models.appointment import STANDING
from appointments.queries.calendar import Setting
from appointments.queries.day_grid import ON_THE_GRID, Gap, Grid, Taken
from appointments.queries.day_known import known_of_day
from appointments.queries.day_rows import PATIENT, PROVIDER, ROOM, STATUS, minute_that_matters, rows_of
from appointments.queries.visit import Visit
from clinics.kit.actor import Actor
from clinics.places.models import Location

S = AppointmentStatus


@dataclass(frozen=True)
class DayPage:
    """What the day shows, as a grid or as a list."""

    setting: Setting
    grid: Grid

    @cached_property
    def visits(self) -> list[Visit]:
        """What the list says of each, at this very moment; the grid's own are as of the minute that matters to it."""
        return [Visit(each.row, self.setting) for each in self.grid.visits]

    @property
    def by(self) -> str:
        return self.grid.by

    @property
    def is_today(self) -> bool:
        return self.setting.day == self.setting.today

    @property
    def is_empty(self) -> bool:
        return not self.grid.columns

    @property
    def expected(self) -> int:
        return sum(row[STATUS] in STANDING for row in self.grid.rows)

    @property
    def waiting(self) -> int:
        return sum(row[STATUS] == S.ARRIVED for row in self.grid.rows)

    @property
    def shown_people(self) -> set[UUID]:
        """Everybody whose name is on the page."""
        return {row[PATIENT] for row in self.grid.rows}

    @property
    def entries(self) -> list[Visit | Gap | Taken]:
        """The list: visits, gaps, and time that is taken by somebody out of sight, in the order of time."""
        gaps = [gap for column in self.grid.columns for gap in column.gaps]
        taken = [time for column in self.grid.columns for time in column.taken]
        return sorted([*self.visits, *gaps, *taken], key=lambda each: each.time[0])

    @property
    def topic(self) -> str:
        return f"calendar:{self.setting.site.pk}:{self.setting.day}"


def day_page(setting: Setting, *, by: str, to: Actor, with_cancelled: bool) -> DayPage:
    """The day of the setting for this reader; two statements, three by room."""
    site, bounds = setting.site, day_bounds(setting.day, setting.zone)
    wanted = {*ON_THE_GRID, S.CANCELLED} if with_cancelled else set(ON_THE_GRID)
    found = rows_of(Appointment.objects.visible_to(to).between(*bounds).at_location(site.pk))
    rows = [row for row in found if row[STATUS] in wanted]
    rooms = rooms_open_on(setting) if by == "room" else ()
    known = known_of_day(
        site=site.pk,
        day=setting.day,
        bounds=bounds,
        booked={row[PROVIDER] for row in rows},
        rooms={*(pk for pk, _name in rooms), *(row[ROOM] for row in rows if row[ROOM])} if by == "room" else (),
    )
    grid = Grid(
        site_id=site.pk,
        zone=setting.zone,
        locale=setting.locale,
        day=setting.day,
        at=minute_that_matters(setting.at, bounds, rows),
        is_closed=site.is_closed_on(setting.day),
        by=by,
        rows=tuple(rows),
        known=known,
        rooms=rooms,
        hides=not to.sight.is_whole,
    )
    return DayPage(setting, grid)


def rooms_open_on(setting: Setting) -> tuple[tuple[UUID, str], ...]:
    rooms = Location.objects.rooms_of(setting.site.pk).open_on(setting.day).in_order()
    return tuple(rooms.values_list("id", "name"))
