from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.local_time import day_bounds, moment, stretch

ZONES = ("America/New_York", "Europe/Madrid", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC")
days = st.dates(date(2000, 1, 1), date(2037, 12, 31))
clocks = st.times().map(lambda each: each.replace(second=0, microsecond=0))
NEW_YORK = ZoneInfo("America/New_York")


@given(day=days, clock=clocks, zone=st.sampled_from(ZONES).map(ZoneInfo))
def test_the_moment_shows_that_time_or_is_when_the_clock_skipped_it(day, clock, zone):
    found = moment(day, clock, zone)

    shown = found.astimezone(zone).replace(tzinfo=None)
    wanted = datetime.combine(day, clock)
    before = (found - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
    assert shown == wanted or (before < wanted < shown and shown - before > timedelta(seconds=1))


@pytest.mark.parametrize(
    ("day", "clock", "shown"),
    [
        ("2026-11-01", "01:30", "2026-11-01T05:30"),  # twice: the first one
        ("2026-11-01", "02:00", "2026-11-01T07:00"),
        ("2026-03-08", "02:30", "2026-03-08T07:00"),  # never: when the clock jumped
        ("2026-03-08", "03:00", "2026-03-08T07:00"),
    ],
)
def test_new_york_across_its_clock_changes(day, clock, shown):
    found = moment(date.fromisoformat(day), time.fromisoformat(clock), NEW_YORK)

    assert found == datetime.fromisoformat(shown).replace(tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [("2026-11-01", 25), ("2026-03-08", 23), ("2026-03-09", 24)])
def test_a_day_has_as_many_hours_as_it_has(day, hours):
    begin, end = day_bounds(date.fromisoformat(day), NEW_YORK)

    assert end - begin == timedelta(hours=hours)


def test_midnight_ends_a_day():
    begin, end = stretch(date(2026, 11, 3), time(22), time(0), NEW_YORK)

    assert end - begin == timedelta(hours=2)
