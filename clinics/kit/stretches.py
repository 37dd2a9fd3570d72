"""Stretches of a week: from one time of the clock until another on a weekday. Midnight as an end is the day's end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from itertools import pairwise
from typing import Protocol

MIDNIGHT = time(0)


class Stretch(Protocol):
    """`weekday` is ISO's, 1 is Monday."""

    @property
    def weekday(self) -> int: ...
    @property
    def starts(self) -> time: ...
    @property
    def ends(self) -> time: ...


def runs(starts: time, ends: time) -> bool:
    """Whether there is time between them."""
    return ends == MIDNIGHT or starts < ends


def overlap(stretches: Iterable[Stretch]) -> bool:
    """Whether two of them share some time of the week."""
    in_order = sorted(stretches, key=lambda each: (each.weekday, each.starts))
    return any(
        one.weekday == other.weekday and (one.ends == MIDNIGHT or other.starts < one.ends)
        for one, other in pairwise(in_order)
    )
