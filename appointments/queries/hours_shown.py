"""Hours of a week, and exceptions to them, in the words of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from babel import Locale

from appointments import clock, week
from appointments.models import HoursException
from appointments.queries.calendar import locale
from clinics.kit.current import current_clinic
from clinics.kit.stretches import Stretch

Hours = TypeVar("Hours", bound=Stretch)


@dataclass(frozen=True)
class DayShown:
    """One weekday: its name, and from when until when, with where if that is to be said."""

    name: str
    stretches: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ExceptionShown:
    """One exception to the hours, in words."""

    row: HoursException
    place: Locale

    @property
    def days(self) -> str:
        first, last = (clock.short_date(day, self.place) for day in (self.row.first_day, self.row.last_day))
        return first if first == last else f"{first}\u2009\u2013\u2009{last}"

    @property
    def times(self) -> str:
        """When on these days; empty for all day."""
        if self.row.starts is None or self.row.ends is None:
            return ""
        return week.stretch(self.row.starts, self.row.ends, self.place)


def days_shown(hours: Sequence[Hours], *, where: Callable[[Hours], str] = lambda _each: "") -> list[DayShown]:
    """Every day of the week in the clinic's order, those without hours too."""
    place = locale()
    return [
        DayShown(
            week.name(day, place),
            [(week.stretch(each.starts, each.ends, place), where(each)) for each in hours if each.weekday == day],
        )
        for day in week.in_order(place, current_clinic().week_start)
    ]
