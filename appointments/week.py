"""A week in words: its days in the order of the place, and stretches of time as they are written there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time

from babel import Locale
from babel.dates import format_time, get_day_names

from appointments.clock import has_halves

ALL_DAYS = range(1, 8)


def in_order(locale: Locale, first: int | None = None) -> list[int]:
    """ISO weekdays, beginning as weeks do there; `first` is an ISO weekday that decides otherwise."""
    begins = first or locale.first_week_day + 1
    return [(begins - 1 + number) % 7 + 1 for number in range(7)]


def name(weekday: int, locale: Locale, *, is_long: bool = True) -> str:
    said = get_day_names("wide" if is_long else "abbreviated", "stand-alone", locale=locale)[weekday - 1]
    return said[:1].upper() + said[1:]


def stretch(starts: time, ends: time, locale: Locale) -> str:
    """From when until when: "9:00 AM - 5:00 PM", "09:00 - 17:00"."""
    return f"{_clock(starts, locale)}\u2009\u2013\u2009{_clock(ends, locale)}"


def days(weekdays: Collection[int], locale: Locale) -> str:
    """Days in short, runs of three or more drawn together: "Mon - Fri", "Mon, Wed"."""
    runs: list[list[int]] = []
    for day in (each for each in in_order(locale) if each in weekdays):
        if runs and (runs[-1][-1] % 7) + 1 == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run(run, locale) for run in runs)


def _run(run: list[int], locale: Locale) -> str:
    said = [name(day, locale, is_long=False) for day in run]
    return f"{said[0]}\u2009\u2013\u2009{said[-1]}" if len(run) > 2 else ", ".join(said)


def _clock(at: time, locale: Locale) -> str:
    pattern = "h:mm a" if has_halves(locale) else "HH:mm"
    return format_time(at, pattern, locale=locale).replace("\u202f", " ")
