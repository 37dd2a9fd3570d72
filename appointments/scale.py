"""Where times stand on a day's grid: rows of five minutes, and lanes for what overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from appointments.intervals import Interval

ROW = timedelta(minutes=5)
LEAST_ROWS = 2  # what is shorter is drawn as long as this
HOUR = timedelta(hours=1)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Place:
    """The first row, counted from 0, and how many."""

    top: int
    rows: int


@dataclass(frozen=True)
class Scale:
    """A stretch of time from one full hour of the clock to another, UTC, half-open."""

    begin: datetime
    end: datetime

    @property
    def rows(self) -> int:
        return (self.end - self.begin) // ROW

    def row_of(self, at: datetime) -> int | None:
        """The row in which this moment lies, if it is on the grid."""
        return (at - self.begin) // ROW if self.begin <= at < self.end else None

    def place(self, time: Interval, *, least: int = LEAST_ROWS) -> Place | None:
        """Where an interval stands, cut to the grid; None when no part of it is on it."""
        starts, ends = max(time[0], self.begin), min(time[1], self.end)
        if starts >= ends:
            return None
        top = (starts - self.begin) // ROW
        rows = max(-((self.begin - ends) // ROW) - top, least)
        return Place(min(top, self.rows - rows), rows)

    def hours(self) -> Iterator[tuple[int, datetime]]:
        """Each full hour with its row."""
        at = self.begin
        while at < self.end:
            yield (at - self.begin) // ROW, at
            at += HOUR


def scale_for(times: Iterable[Interval], *, usual: Interval, bounds: Interval, zone: ZoneInfo) -> Scale:
    """From the hour in which the first begins to the one in which the last ends; the usual one when there are none."""
    found = list(times) or [usual]
    begin = max(min(starts for starts, _ends in found), bounds[0])
    end = min(max(ends for _starts, ends in found), bounds[1])
    past, missing = _past_hour(begin, zone), _past_hour(end, zone)
    return Scale(max(begin - past, bounds[0]), min(end + (HOUR - missing) % HOUR, bounds[1]))


def _past_hour(at: datetime, zone: ZoneInfo) -> timedelta:
    shown = at.astimezone(zone)
    return timedelta(minutes=shown.minute, seconds=shown.second, microseconds=shown.microsecond)


def in_lanes(items: Sequence[Item], time_of: Callable[[Item], Interval]) -> list[tuple[Item, int, int]]:
    """Each with its lane, counted from 1, and the number of lanes beside each other there; in order of time."""
    placed: list[tuple[Item, int, int]] = []
    for cluster in _clusters(sorted(items, key=time_of), time_of):
        free_from: list[datetime] = []
        lanes: list[tuple[Item, int]] = []
        for item in cluster:
            starts, ends = time_of(item)
            lane = next((number for number, free in enumerate(free_from) if free <= starts), len(free_from))
            free_from[lane : lane + 1] = [ends]
            lanes.append((item, lane + 1))
        placed += [(item, lane, len(free_from)) for item, lane in lanes]
    return placed


def _clusters(items: Iterable[Item], time_of: Callable[[Item], Interval]) -> Iterator[list[Item]]:
    """Items that hang together by overlapping."""
    cluster: list[Item] = []
    until: datetime | None = None
    for item in items:
        starts, ends = time_of(item)
        if until is not None and starts >= until:
            yield cluster
            cluster, until = [], None
        cluster.append(item)
        until = ends if until is None else max(until, ends)
    if cluster:
        yield cluster
