"""When somebody works on a day: weekly hours, less what is closed, and what is open besides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Protocol
from zoneinfo import ZoneInfo

from appointments.intervals import Interval, minus, union
from appointments.local_time import day_bounds, stretch


class Weekly(Protocol):
    """Hours that come each week on one ISO weekday, from a first day, until a last one where there is one."""

    @property
    def weekday(self) -> int: ...
    @property
    def starts(self) -> time: ...
    @property
    def ends(self) -> time: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...


class Exceptional(Protocol):
    """Closed or open on some days, all day where it has no times."""

    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...
    @property
    def is_closed(self) -> bool: ...
    @property
    def starts(self) -> time | None: ...
    @property
    def ends(self) -> time | None: ...


def shifts_on(
    day: date, zone: ZoneInfo, *, weekly: Iterable[Weekly], exceptions: Iterable[Exceptional]
) -> list[Interval]:
    """The working time of one provider at one site on that day, UTC."""
    usual = [stretch(day, each.starts, each.ends, zone) for each in weekly if holds_on(each, day)]
    today = [each for each in exceptions if each.first_day <= day <= each.last_day]
    closed = [_interval(each, day, zone) for each in today if each.is_closed]
    opened = [_interval(each, day, zone) for each in today if not each.is_closed]
    return union([*minus(usual, closed), *opened])


def holds_on(weekly: Weekly, day: date) -> bool:
    begun = weekly.valid_from <= day and (weekly.valid_until is None or day <= weekly.valid_until)
    return begun and weekly.weekday == day.isoweekday()


def _interval(each: Exceptional, day: date, zone: ZoneInfo) -> Interval:
    if each.starts is None or each.ends is None:
        return day_bounds(day, zone)
    return stretch(day, each.starts, each.ends, zone)
