"""Times and days in words, as people of the clinic's country and the reader's language write them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time

KEPT = 2_000  # moments already in words: a day says the same few again and again


@lru_cache(maxsize=64)
def locale_of(language: str, country: str) -> Locale:
    """The locale of this language in this country; of the language alone where there is none."""
    short = language.replace("_", "-").split("-")[0]
    try:
        return Locale.parse(f"{short}_{country}")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(short)


@lru_cache(maxsize=64)
def has_halves(locale: Locale) -> bool:
    """Whether a day has twice twelve hours here."""
    return "a" in locale.time_formats["short"].pattern


@lru_cache(maxsize=KEPT)
def clock(at: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """The time of day: "2:30 PM", "14:30"."""
    return _plain(format_time(at.astimezone(zone), "short", locale=locale))


@lru_cache(maxsize=KEPT)
def short_clock(at: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """The time of day where the half of the day is plain from the place: "2:30", "14:30"."""
    pattern = "h:mm" if has_halves(locale) else "H:mm"
    return format_time(at.astimezone(zone), pattern, locale=locale)


@lru_cache(maxsize=KEPT)
def hour(at: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """A full hour beside a scale: "2 PM", "14:00"."""
    return _plain(format_time(at.astimezone(zone), "h a" if has_halves(locale) else "H:mm", locale=locale))


def long_day(day: date, locale: Locale) -> str:
    return _capital(format_date(day, "full", locale=locale))


def weekday(day: date, locale: Locale, *, is_long: bool = False) -> str:
    return _capital(format_date(day, "EEEE" if is_long else "EEE", locale=locale))


def short_day(day: date, locale: Locale) -> str:
    """Weekday, day and month: "Tue, Nov 3"."""
    return _capital(format_date(day, locale.datetime_skeletons["MMMEd"].pattern, locale=locale))


def short_date(day: date, locale: Locale) -> str:
    return format_date(day, "medium", locale=locale)


def month(day: date, locale: Locale) -> str:
    return _capital(format_date(day, locale.datetime_skeletons["yMMMM"].pattern, locale=locale))


def _plain(text: str) -> str:
    """Without the narrow spaces that some fonts lack."""
    return text.replace("\u202f", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
