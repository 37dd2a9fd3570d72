"""Birth dates inside typed text, with every day they may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from clinics.kit.folding import fold
from clinics.kit.months import month_numbers

ORDINAL = r"(?:st|nd|rd|th|er|\.|º|ª)?"
YEAR_FIRST = re.compile(r"(?<![\d-])(\d{4})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{1,2})(?![\d-])")
YEAR_LAST = re.compile(r"(?<![\d-])(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{4}|\d{2})(?![\d-])")
DAY_NAME_YEAR = re.compile(
    rf"(?<!\d)(\d{{1,2}}){ORDINAL}[\s-]*(?:de\s+)?([^\W\d_]+)\.?,?[\s-]*(?:de[l]?\s+)?(\d{{4}})(?!\d)"
)
NAME_DAY_YEAR = re.compile(rf"([^\W\d_]+)\.?\s*(\d{{1,2}}){ORDINAL},?\s+(\d{{4}})(?!\d)")
COMPACT = re.compile(r"\d{8}")


def take_dates(text: str) -> tuple[list[tuple[str, frozenset[str]]], str]:
    """The dates in a text, each as written and with its readings (ISO 8601), and the text without them.

    11/04/1977 has two readings, 11.4.77 four: centuries are not guessed either.
    """
    taken: list[tuple[str, frozenset[str]]] = []
    for pattern, readings in PATTERNS:
        for found in list(pattern.finditer(text)):
            days = frozenset(readings(*found.groups()))
            if days:
                taken.append((found.group(), days))
                text = text.replace(found.group(), " ", 1)
    return taken, text


def compact_days(digits: str) -> frozenset[str]:
    """The days that eight digits may mean: 19770411, 11041977, 04111977."""
    if not COMPACT.fullmatch(digits):
        return frozenset()
    year_first = valid_days([(digits[:4], digits[4:6], digits[6:])])
    return frozenset(year_first) | frozenset(_year_last(digits[:2], digits[2:4], digits[4:]))


def valid_days(triples: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """The existing days, after 1850, among triples of year, month and day."""
    for year, month, day in triples:
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found.year >= 1850:
            yield found.isoformat()


def _year_first(year: str, month: str, day: str) -> Iterator[str]:
    return valid_days([(year, month, day)])


def _year_last(first: str, second: str, year: str) -> Iterator[str]:
    years = (year,) if len(year) == 4 else (f"19{year}", f"20{year}")
    return valid_days([triple for full in years for triple in ((full, second, first), (full, first, second))])


def _day_name_year(day: str, name: str, year: str) -> Iterator[str]:
    month = month_numbers().get(fold(name))
    return valid_days([(year, str(month), day)] if month else [])


def _name_day_year(name: str, day: str, year: str) -> Iterator[str]:
    return _day_name_year(day, name, year)


PATTERNS = (
    (YEAR_FIRST, _year_first),
    (YEAR_LAST, _year_last),
    (DAY_NAME_YEAR, _day_name_year),
    (NAME_DAY_YEAR, _name_day_year),
)
