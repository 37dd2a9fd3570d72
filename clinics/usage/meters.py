"""What is counted of a clinic. Apps register theirs in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from clinics.kit.registry import Registry


@dataclass(frozen=True)
class Period:
    """One day of a clinic, by its own clocks; `begins` and `ends` are half-open and aware."""

    day: date
    begins: datetime
    ends: datetime


@dataclass(frozen=True, kw_only=True)
class Meter:
    """Counts in the clinic at work: what happened on a day, or with `is_stock` what there is now.

    `is_bytes` is for showing it to people.
    """

    name: str
    label: str | Promise
    count: Callable[[Period], int]
    is_stock: bool = False
    is_bytes: bool = False
    order: int = 100


meters: Registry[Meter] = Registry("Meters of usage")


def period_of(day: date, zone: ZoneInfo) -> Period:
    begins = datetime.combine(day, time(), zone)
    return Period(day, begins, datetime.combine(day + timedelta(days=1), time(), zone))
