"""Dates as exports write them, by a reading that was decided for their column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from clinics.kit.folding import fold
from clinics.kit.months import month_numbers

TIME = r"(?:[T ,]+\d{1,2}:\d\d.*|T.*)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})([-./ ])(\d{{1,2}})\2(\d{{1,2}}){TIME}")
NAMED = re.compile(
    r"(?:[^\W\d_]+,\s+)?(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s./-]*(?:de\s+)?([^\W\d_]{3,})\.?,?[\s./-]*(?:del?\s+)?"
    rf"(\d{{4}}|\d{{2}}){TIME}"
)
NAME_FIRST = re.compile(rf"(?:[^\W\d_]+,\s+)?([^\W\d_]{{3,}})\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){TIME}")
# Shapes of more than one reading.
SHAPES = {
    "numeric": re.compile(rf"(\d{{1,2}})\s?([-./ ])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}){TIME}"),
    "short": re.compile(rf"(\d{{1,2}})([-./ ])(\d{{1,2}})\2(\d{{2}}){TIME}"),
    "compact": re.compile(r"(\d{8})(?:T?\d{4,6}.*)?"),
    "serial": re.compile(r"(\d{1,6})(?:[.,]\d+)?"),
}
# No date, in digits.
NEVER = re.compile(r"0{1,4}([-./]0{1,4}){2}(?:[T ].*)?|0{8}")
EPOCHS = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
FIRST_SERIAL = 61  # Excel's 1900 had a 29 February; from March on its days are right


@dataclass(frozen=True, slots=True)
class DateReading:
    """How the dates of one column are read; a shape without a reading is no date.

    `numeric` (31/12/1980), `short` (31/12/80) and `compact` (31121980) are orders: "dmy", "mdy" or "ymd". `serial` is
    the epoch of Excel's days, "1900" or "1904". `century` says of short years that could be of two: "recent" takes the
    later one, anything else refuses them.
    """

    numeric: str = ""
    short: str = ""
    compact: str = ""
    serial: str = ""
    century: str = ""

    def parse(self, text: str, today: date) -> date | None:
        """The day a cell means, its time left out; None for one that says "never" in digits (0000-00-00).

        Raises ValueError for what is no date by this reading.
        """
        text = text.strip()
        if NEVER.fullmatch(text):
            return None
        if found := YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[3]), int(found[4]))
        shape, found = shape_of(text)
        if found is None:
            return self._named(text, today)
        reading = str(getattr(self, shape))
        if not reading:
            raise ValueError(shape)
        if shape == "serial":
            return _day_of_excel(int(found[1]), reading)
        parts = _compact_parts(found[1], reading) if shape == "compact" else (found[1], found[3], found[4])
        numbers = dict(zip(reading, map(int, parts), strict=True))
        year = self._year(numbers, today) if shape == "short" else numbers["y"]
        return date(year, numbers["m"], numbers["d"])

    def _named(self, text: str, today: date) -> date:
        if found := NAMED.fullmatch(text):
            day, name, year = found[1], found[2], found[3]
        elif found := NAME_FIRST.fullmatch(text):
            name, day, year = found[1], found[2], found[3]
        else:
            raise ValueError("shape")
        numbers = {"y": int(year), "m": month_numbers().get(fold(name), 0), "d": int(day)}
        return date(self._year(numbers, today) if len(year) == 2 else numbers["y"], numbers["m"], numbers["d"])

    def _year(self, numbers: dict[str, int], today: date) -> int:
        """The full year: of the last century where this one would be to come, else as `century` says."""
        recent = 2000 + numbers["y"]
        if date(recent, numbers["m"], numbers["d"]) > today:
            return recent - 100
        if self.century != "recent":
            raise ValueError("century")
        return recent


def shape_of(text: str) -> tuple[str, re.Match[str] | None]:
    """Which of SHAPES a text has, and its parts."""
    for shape, pattern in SHAPES.items():
        if found := pattern.fullmatch(text):
            return shape, found
    return "", None


def is_date_like(text: str) -> bool:
    """Whether a text looks like a date of any kind, bare numbers left out."""
    text = text.strip()
    shape, _found = shape_of(text)
    if shape in {"numeric", "short"} or YEAR_FIRST.fullmatch(text):
        return True
    named, name_first = NAMED.fullmatch(text), NAME_FIRST.fullmatch(text)
    name = named[2] if named else name_first[1] if name_first else ""
    return fold(name) in month_numbers()


def _day_of_excel(serial: int, epoch: str) -> date:
    if serial < FIRST_SERIAL:
        raise ValueError("serial")
    try:
        return EPOCHS[epoch] + timedelta(days=serial)
    except OverflowError as error:
        raise ValueError("serial") from error


def _compact_parts(digits: str, order: str) -> tuple[str, str, str]:
    first = 4 if order.startswith("y") else 2
    return digits[:first], digits[first : first + 2], digits[first + 2 :]
