"""Arithmetic of half-open intervals of time. A set of them is a list, in order, without overlap or touch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

Interval = tuple[datetime, datetime]


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """All of them as a set; empty ones vanish, those that touch become one."""
    merged: list[Interval] = []
    for starts, ends in sorted(each for each in intervals if each[0] < each[1]):
        if merged and starts <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends))
        else:
            merged.append((starts, ends))
    return merged


def minus(these: Iterable[Interval], those: Iterable[Interval]) -> list[Interval]:
    """What is in these and not in those."""
    taken = union(those)
    left: list[Interval] = []
    for starts, ends in union(these):
        at = starts
        for taken_from, taken_until in taken:
            if taken_until <= at:
                continue
            if taken_from >= ends:
                break
            if taken_from > at:
                left.append((at, taken_from))
            at = max(at, taken_until)
        if at < ends:
            left.append((at, ends))
    return left


def common(these: Iterable[Interval], those: Iterable[Interval]) -> list[Interval]:
    """What is in these and in those."""
    first = union(these)
    return minus(first, minus(first, those))


def contain(these: Iterable[Interval], one: Interval) -> bool:
    """Whether the whole of this interval is in the set of these."""
    return any(starts <= one[0] and one[1] <= ends for starts, ends in union(these))


def overlap(one: Interval, other: Interval) -> bool:
    return one[0] < other[1] and other[0] < one[1]
