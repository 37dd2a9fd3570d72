"""The rows of a file, one after another, whatever is broken in it.

A row that cannot be read is reported with the line it begins on; the next one is read as if nothing had happened.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from clinics.kit.tables import MARK, as_it_was
from patients.imports.limits import MAX_CELL, MAX_RECORD, MAX_RECORD_LINES

FIRST_TELLING_WIDTH = 6  # a table with fewer columns has lines of text that look like rows of it


@dataclass(frozen=True, slots=True)
class Form:
    """How cells are written. `quote` may be empty; inside, it is `doubled` or else comes after a backslash."""

    encoding: str
    separator: str
    quote: str = '"'
    doubled: bool = True


class Record(NamedTuple):
    """One row. `problem` is a code of rows.PROBLEMS, and `cells` then what could be saved of it."""

    line: int
    cells: list[str]
    problem: str = ""


class Line(NamedTuple):
    """One physical line with its end."""

    number: int
    text: str


def read_records(stream: BinaryIO, form: Form, *, width: int = 0) -> Iterator[Record]:
    """The records of a file from its start; blank ones are left out. `width` is the number of columns, 0 if unknown."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=form.encoding, errors="replace", newline="")
    try:
        for begin, lines in _grouped(_lines(text), form, width):
            record = _parsed(begin, lines, form, width)
            if record.problem or any(cell.strip() for cell in record.cells):
                yield record
    finally:
        text.detach()


def ends_open(text: str, form: Form, *, is_open: bool = False) -> bool:
    """Whether a quotation is open after a line; `is_open` says whether one was before it."""
    quote, position = form.quote, 0
    while True:
        if not is_open and text.startswith(quote, position):
            position, is_open = position + len(quote), True
        while is_open:
            position = text.find(quote, position)
            if position < 0:
                return True
            if not form.doubled and _is_escaped(text, position):
                position += 1
            elif form.doubled and text.startswith(quote, position + 1):
                position += 2
            else:
                position, is_open = position + 1, False
        position = text.find(form.separator, position)
        if position < 0:
            return False
        position += 1


def _is_escaped(text: str, position: int) -> bool:
    before = text[:position]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _lines(text: io.TextIOWrapper) -> Iterator[Line]:
    number = 0
    while line := text.readline(MAX_RECORD + 1):
        number += 1
        rest = line
        while len(rest) > MAX_RECORD and not rest.endswith(("\n", "\r")):
            rest = text.readline(MAX_RECORD + 1)
        if number > 1 or not line.lower().startswith("sep="):  # Excel's own note of the separator
            yield Line(number, line)


def _grouped(lines: Iterator[Line], form: Form, width: int) -> Iterator[tuple[Line, list[Line]]]:
    """Lines with those that a quotation continues on. A quotation that never ends gives back what it swallowed."""
    waiting: deque[Line] = deque()
    while True:
        first = waiting.popleft() if waiting else next(lines, None)
        if first is None:
            return
        group = [first]
        is_open = bool(form.quote) and form.quote in first.text and ends_open(first.text, form)
        while is_open and len(group) < MAX_RECORD_LINES:
            following = waiting.popleft() if waiting else next(lines, None)
            if following is None:
                break
            group.append(following)
            is_open = ends_open(following.text, form, is_open=True)
        if len(group) > 1 and (is_open or _swallowed_rows(group, form, width)):
            waiting.extendleft(reversed(group[1:]))
            group = []
        yield first, ([] if is_open else group)


def _swallowed_rows(group: list[Line], form: Form, width: int) -> bool:
    """Whether the lines inside a quotation are rows themselves: a quotation mark was forgotten."""
    if not width:
        return False
    cells = _cells("".join(line.text for line in group), form)
    if cells is None or len(cells) != width:
        return True
    return width >= FIRST_TELLING_WIDTH and any(line.text.count(form.separator) >= width - 1 for line in group[1:])


def _parsed(begin: Line, group: list[Line], form: Form, width: int) -> Record:
    if not group:
        return Record(begin.number, [], "unterminated_quote")
    text = group[0].text if len(group) == 1 else "".join(line.text for line in group)
    if len(text) > MAX_RECORD:
        return Record(begin.number, [], "row_too_long")
    cells = _cells(text, form)
    if cells is None:
        return Record(begin.number, [], "unreadable_row")
    if width and len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        cells = cells[:width]
    return Record(begin.number, cells, _problem(text, cells, width))


def _problem(text: str, cells: list[str], width: int) -> str:
    if "\ufffd" in text:
        return "undecodable"
    if not text.isprintable() and any(letter < " " and letter not in "\t\r\n" for letter in text):
        return "control_characters"
    if width and len(cells) != width and any(cells):
        return "too_few_cells" if len(cells) < width else "too_many_cells"
    return "cell_too_long" if len(text) > MAX_CELL and max(map(len, cells)) > MAX_CELL else ""


def _cells(text: str, form: Form) -> list[str] | None:
    """The cells of a line. What was made harmless for spreadsheets, here or elsewhere, is read as it was before."""
    try:
        cells = next(
            csv.reader(
                (text.rstrip("\r\n"),),
                delimiter=form.separator,
                quotechar=form.quote or None,
                doublequote=form.doubled,
                escapechar=None if form.doubled else "\\",
                quoting=csv.QUOTE_MINIMAL if form.quote else csv.QUOTE_NONE,
            ),
            [],
        )
    except csv.Error:
        return None
    return [as_it_was(cell) for cell in cells] if MARK in text else cells
