"""When somebody works on a day: weekly hours, less what is closed, and what is open besides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Protocol
from zoneinfo import ZoneInfo

from appointments.intervals import Interval, common, minus, union
from appointments.local_time import MIDNIGHT, day_bounds, stretch
from clinics.kit.stretches import Stretch


class Weekly(Stretch, Protocol):
    """Hours that come each week on one ISO weekday, from a first day, until a last one where there is one."""

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
    day: date,
    zone: ZoneInfo,
    *,
    weekly: Iterable[Weekly],
    exceptions: Iterable[Exceptional],
    within: Iterable[Interval] | None = None,
) -> list[Interval]:
    """The working time of one provider at one site on that day, UTC.

    The weekly hours hold `within` the time the site is open, where that was said; what is open besides holds anyway.
    """
    today = [each for each in exceptions if each.first_day <= day <= each.last_day]
    usual = [stretch(day, each.starts, each.ends, zone) for each in weekly if holds_on(each, day)]
    if within is not None:
        usual = common(usual, within)
    opened = [_interval(each, day, zone) for each in today if not each.is_closed]
    return union([*minus(usual, closed_on(day, zone, today)), *opened])


def opening_on(
    day: date, zone: ZoneInfo, *, weekly: Iterable[Stretch], exceptions: Iterable[Exceptional]
) -> list[Interval]:
    """When a site with these opening hours is open on that day, UTC; `exceptions` are those that are everybody's."""
    usual = [stretch(day, each.starts, each.ends, zone) for each in weekly if each.weekday == day.isoweekday()]
    return minus(usual, closed_on(day, zone, exceptions))


def closed_on(day: date, zone: ZoneInfo, exceptions: Iterable[Exceptional]) -> list[Interval]:
    """What these exceptions close of that day."""
    return [
        _interval(each, day, zone) for each in exceptions if each.is_closed and each.first_day <= day <= each.last_day
    ]


def span_on(day: date, zone: ZoneInfo, weekly: Sequence[Stretch]) -> Interval:
    """From the earliest opening of the week to the latest closing, as they would be on that day, UTC."""
    ends = MIDNIGHT if any(each.ends == MIDNIGHT for each in weekly) else max(each.ends for each in weekly)
    return stretch(day, min(each.starts for each in weekly), ends, zone)


def holds_on(weekly: Weekly, day: date) -> bool:
    begun = weekly.valid_from <= day and (weekly.valid_until is None or day <= weekly.valid_until)
    return begun and weekly.weekday == day.isoweekday()


def _interval(each: Exceptional, day: date, zone: ZoneInfo) -> Interval:
    if each.starts is None or each.ends is None:
        return day_bounds(day, zone)
    return stretch(day, each.starts, each.ends, zone)
