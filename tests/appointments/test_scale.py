from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.intervals import overlap
from appointments.local_time import day_bounds
from appointments.scale import HOUR, ROW, Place, Scale, in_lanes, scale_for

EIGHT = datetime(2026, 11, 3, 8, tzinfo=UTC)
SCALE = Scale(EIGHT, EIGHT + 10 * HOUR)


def at(hours, minutes=0):
    return EIGHT + timedelta(hours=hours, minutes=minutes)


@pytest.mark.parametrize(
    ("time", "place"),
    [
        ((at(0), at(0, 20)), Place(0, 4)),
        ((at(1, 2), at(1, 21)), Place(12, 5)),
        ((at(2), at(2, 5)), Place(24, 2)),
        ((at(-1), at(0, 30)), Place(0, 6)),
        ((at(9, 55), at(12)), Place(118, 2)),
        ((at(-2), at(-1)), None),
        ((at(10), at(11)), None),
    ],
)
def test_times_stand_on_rows_of_five_minutes(time, place):
    assert SCALE.place(time) == place


def test_a_scale_runs_from_full_hour_to_full_hour_of_the_clock_within_the_day():
    kathmandu = ZoneInfo("Asia/Kathmandu")  # 5:45 ahead
    bounds = day_bounds(EIGHT.date(), kathmandu)

    found = scale_for([(at(0, 10), at(2, 20))], usual=(at(0), at(1)), bounds=bounds, zone=kathmandu)

    shown = [each.astimezone(kathmandu).strftime("%H:%M") for each in (found.begin, found.end)]
    assert shown == ["13:00", "17:00"]
    assert scale_for([], usual=(at(0), at(1)), bounds=bounds, zone=UTC) == Scale(at(0), at(1))


def test_a_day_of_twenty_five_hours_has_all_of_them():
    zone = ZoneInfo("America/New_York")
    bounds = day_bounds(datetime(2026, 11, 1, tzinfo=UTC).date(), zone)

    found = scale_for([bounds], usual=bounds, bounds=bounds, zone=zone)

    assert (found.rows, len(list(found.hours()))) == (300, 25)


times = st.tuples(st.integers(0, 40), st.integers(1, 10)).map(
    lambda pair: (EIGHT + pair[0] * ROW, EIGHT + (pair[0] + pair[1]) * ROW)
)


@given(st.lists(times, max_size=12))
def test_nothing_lies_on_anything_else(items):
    placed = in_lanes(items, lambda item: item)

    assert sorted(item for item, *_lanes in placed) == sorted(items)
    assert all(1 <= lane <= lanes for _item, lane, lanes in placed)
    for number, (one, lane, lanes) in enumerate(placed):
        for other, other_lane, other_lanes in placed[number + 1 :]:
            if overlap(one, other):
                assert lane != other_lane
                assert lanes == other_lanes
