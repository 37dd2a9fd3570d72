"""Sets of intervals against sets of minutes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from appointments.intervals import common, contain, minus, overlap, union

ZERO = datetime(2026, 1, 1, tzinfo=UTC)


def interval(pair):
    return (ZERO + timedelta(minutes=pair[0]), ZERO + timedelta(minutes=pair[1]))


intervals = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(interval), max_size=8)


def minutes(found):
    return {
        minute for starts, ends in found for minute in range(int((starts - ZERO) / MINUTE), int((ends - ZERO) / MINUTE))
    }


MINUTE = timedelta(minutes=1)


@given(intervals)
def test_a_union_is_all_minutes_in_order_and_apart(these):
    found = union(these)

    assert minutes(found) == minutes(these)
    assert all(one[1] < other[0] for one, other in pairwise(found))


@given(intervals, intervals)
def test_what_is_common_is_the_minutes_of_both(these, those):
    found = common(these, those)

    assert minutes(found) == minutes(these) & minutes(those)
    assert all(one[1] < other[0] for one, other in pairwise(found))


@given(intervals, intervals)
def test_a_difference_is_the_minutes_of_one_without_those_of_the_other(these, those):
    found = minus(these, those)

    assert minutes(found) == minutes(these) - minutes(those)
    assert found == union(found)


@given(intervals, st.tuples(st.integers(0, 59), st.integers(1, 10)))
def test_what_contains_a_time_has_all_its_minutes(these, pair):
    one = interval((pair[0], pair[0] + pair[1]))

    assert contain(these, one) is (minutes([one]) <= minutes(these))


@given(st.integers(0, 9), st.integers(1, 9), st.integers(0, 9), st.integers(1, 9))
def test_two_overlap_when_they_share_a_minute(start, length, other_start, other_length):
    one, other = interval((start, start + length)), interval((other_start, other_start + other_length))

    assert overlap(one, other) is bool(minutes([one]) & minutes([other]))
