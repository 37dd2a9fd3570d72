"""Days as people type them: "tomorrow", "mon", "24 nov", "24.11.", "2026-11-24". No database, no clock of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError

RELATIVE = {
    "en": {"yesterday": -1, "today": 0, "tomorrow": 1},
    "es": {"ayer": -1, "hoy": 0, "mañana": 1, "manana": 1, "pasado mañana": 2, "pasado manana": 2},
}
FILLERS = {"en": {"on", "of", "the", "at"}, "es": {"de", "del", "el", "la"}}
LEAST = 3  # letters of a weekday or month
HALF_A_YEAR = timedelta(days=183)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4})?)?")
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.|º)?,?")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Named:
    """A day that was typed, and the words beside it."""

    day: date
    rest: str


@dataclass(frozen=True)
class Words:
    """How days are called in some languages, and whether the month comes first in numbers."""

    relative: dict[str, int]
    weekdays: dict[str, int]
    months: dict[str, int]
    fillers: frozenset[str]
    is_month_first: bool


def named(text: str, *, today: date, language: str, country: str = "") -> Named | None:
    """The first day named in the text, in this language or in English; None without one.

    A day without a year is the nearest such day, a weekday the next one, today included.
    """
    tokens = [token.strip(",") for token in text.casefold().split()]
    words = words_of(language, country)
    for first in range(len(tokens)):
        for length in (5, 4, 3, 2, 1):
            part = tokens[first : first + length]
            if len(part) == length and (day := _day(part, words, today)):
                rest = [*tokens[:first], *tokens[first + length :]]
                return Named(day, " ".join(token for token in rest if token not in words.fillers))
    return None


@lru_cache(maxsize=32)
def words_of(language: str, country: str) -> Words:
    short = language.replace("_", "-").split("-")[0] or "en"
    known = [_locale(short, ""), _locale("en", "")]
    return Words(
        relative={word: days for each in (short, "en") for word, days in RELATIVE.get(each, {}).items()},
        weekdays={name: number for locale in known for name, number in _names(locale, "days")},
        months={name: number for locale in known for name, number in _names(locale, "months")},
        fillers=frozenset(word for each in (short, "en") for word in FILLERS.get(each, ())),
        is_month_first=_locale(short, country).date_formats["short"].pattern.lower().startswith("m"),
    )


def _locale(language: str, country: str) -> Locale:
    try:
        return Locale.parse(f"{language}_{country}" if country else language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def _names(locale: Locale, kind: str) -> Iterator[tuple[str, int]]:
    for width in ("wide", "abbreviated"):
        for number, name in getattr(locale, kind)["format"][width].items():
            yield name.casefold().rstrip("."), number


def _day(part: Sequence[str], words: Words, today: date) -> date | None:
    if (text := " ".join(part)) in words.relative:
        return today + timedelta(days=words.relative[text])
    if len(part) == 1:
        weekday = _meant(part[0], words.weekdays)
        if weekday is not None:
            return today + timedelta(days=(weekday - today.weekday()) % 7)
        return _of_numbers(part[0], words, today)
    return _of_month([token for token in part if token not in words.fillers], words, today)


def _meant(token: str, names: dict[str, int]) -> int | None:
    """What a word, or its beginning, is the name of; None when it is none, or more than one."""
    token = token.rstrip(".")
    if len(token) < LEAST:
        return None
    meant = {number for name, number in names.items() if name.startswith(token)}
    return meant.pop() if len(meant) == 1 else None


def _of_numbers(token: str, words: Words, today: date) -> date | None:
    if found := ISO.fullmatch(token):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBERS.fullmatch(token):
        first, second = int(found[1]), int(found[3])
        is_month_first = words.is_month_first and found[2] != "."
        month, day = (first, second) if is_month_first else (second, first)
        return _date(int(found[4]), month, day) if found[4] else _nearest(month, day, today)
    return None


def _of_month(part: Sequence[str], words: Words, today: date) -> date | None:
    """Of "24 nov", "nov 24", and either with a year."""
    year = int(part[-1]) if len(part) == 3 and YEAR.fullmatch(part[-1]) else None
    pair = part[:-1] if year else part
    if len(pair) != 2:
        return None
    for number, name in (pair, (pair[1], pair[0])):
        found, month = ORDINAL.fullmatch(number), _meant(name, words.months)
        if found and month:
            day = int(found[1])
            return _date(year, month, day) if year else _nearest(month, day, today)
    return None


def _nearest(month: int, day: int, today: date) -> date | None:
    found = (_date(today.year + step, month, day) for step in (-1, 0, 1))
    return next((each for each in found if each and abs(each - today) <= HALF_A_YEAR), _date(today.year, month, day))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
