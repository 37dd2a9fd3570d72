"""From the clock on the wall to the moment it shows, across changes of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)
SECOND = timedelta(seconds=1)


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which the clock shows this.

    A time the clock shows twice is its first time; one it skips is the moment of the change.
    """
    shown = datetime.combine(day, clock)
    early = shown.replace(tzinfo=zone).astimezone(UTC)
    if early.astimezone(zone).replace(tzinfo=None) == shown:
        return early
    before, after = shown.replace(tzinfo=zone, fold=1).astimezone(UTC), early
    while after - before > SECOND:
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == before.astimezone(zone).utcoffset():
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def day_of(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Where the day begins and ends, UTC, half-open; 23 or 25 hours when the clock changes."""
    return moment(day, MIDNIGHT, zone), moment(day + timedelta(days=1), MIDNIGHT, zone)


def stretch(day: date, starts: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From `starts` to `ends` on that day, UTC, half-open; `ends` at midnight is the end of the day."""
    last = day + timedelta(days=1) if ends == MIDNIGHT else day
    return moment(day, starts, zone), moment(last, ends, zone)
