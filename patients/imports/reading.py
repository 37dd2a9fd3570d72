"""From the bytes of a file to its rows: what was found out about it, what must be asked, and the rows themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from patients.imports.encodings import detect_encoding
from patients.imports.findings import Ambiguity, Answers, Finding
from patients.imports.headings import heading_words
from patients.imports.layouts import SHOWN_BETWEEN, Table, detect_heading, detect_separator, first_full
from patients.imports.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    Unreadable,
    refuse_what_is_no_table,
    refuse_what_is_too_large,
)
from patients.imports.records import Form, Record, read_records

SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read a file. `first_line` is that of the first person; `columns` are their names, in order.

    Two columns of one name stay apart by their place. `fingerprint` recognises the next export of the same system.
    """

    form: Form
    first_line: int
    columns: tuple[str, ...]
    has_heading: bool = True

    @property
    def fingerprint(self) -> str:
        """The same for every file with these columns in this order, however they are written."""
        names = (
            [heading_words(column) or column for column in self.columns] if self.has_heading else [len(self.columns)]
        )
        return hashlib.sha256(json.dumps(names).encode()).hexdigest()

    def to_json(self) -> dict[str, object]:
        """For keeping beside an import until it is run."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, object]) -> Layout:
        """What `to_json` wrote."""
        form, columns = kept["form"], kept["columns"]
        if not isinstance(form, dict) or not isinstance(columns, list | tuple):
            raise TypeError
        return cls(Form(**form), int(str(kept["first_line"])), tuple(map(str, columns)), bool(kept["has_heading"]))


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file at first sight. `layout` is the best reading so far; with ambiguities it must not be imported by it.

    `preamble` are lines above the heading that are skipped, `first_rows` some people as they are read.
    """

    layout: Layout
    findings: tuple[Finding, ...]
    ambiguities: tuple[Ambiguity, ...]
    preamble: tuple[str, ...]
    first_rows: tuple[Record, ...]


def inspect(stream: BinaryIO, *, country: str, answers: Answers | None = None) -> Inspection:
    """Find out how a file is written. `stream` must be seekable; `answers` are those given to earlier ambiguities.

    Raises Unreadable (a refusal) for what is no table at all.
    """
    answers = answers or {}
    size = stream.seek(0, 2)
    refuse_what_is_too_large(size)
    stream.seek(0)
    refuse_what_is_no_table(stream.read(4096))
    encoding = detect_encoding(stream, country=country, answers=answers)
    name = encoding.value if isinstance(encoding, Finding) else encoding.choices[0].value
    separator, table = detect_separator(stream, name, answers=answers)
    heading = detect_heading(table, answers=answers)
    layout = _layout(table, heading)
    found = [encoding, separator, heading]
    first = first_full(table)
    preamble = [record for record in table.records if first and record.line < first.line]
    people = [record for record in table.records if record.line >= layout.first_line]
    return Inspection(
        layout,
        tuple(finding for finding in found if isinstance(finding, Finding)),
        tuple(question for question in found if isinstance(question, Ambiguity)),
        tuple(SHOWN_BETWEEN.join(record.cells) for record in preamble),
        tuple(people[:SHOWN_ROWS]),
    )


def people_rows(stream: BinaryIO, layout: Layout) -> Iterator[Record]:
    """The rows of people, broken ones included, each with its line.

    Raises Unreadable after MAX_ROWS: nothing of a longer file is imported in part without saying so, since the rows
    are counted before the first one is written.
    """
    count = 0
    for record in read_records(stream, layout.form, width=len(layout.columns)):
        if record.line < layout.first_line:
            continue
        count += 1
        if count > MAX_ROWS:
            sentence = _("The file has more than %(most)s rows. Split it and import the parts one after another.")
            raise Unreadable("too_many_rows", sentence % {"most": MAX_ROWS})
        yield record


def _layout(table: Table, heading: Finding | Ambiguity) -> Layout:
    first = first_full(table)
    if first is None:
        raise Unreadable("empty", _("The file is empty."))
    if len(first.cells) > MAX_COLUMNS:
        raise Unreadable("too_many_columns", _("The file has more than %(most)s columns.") % {"most": MAX_COLUMNS})
    has_heading = isinstance(heading, Ambiguity) or heading.value == "yes"
    if has_heading:
        columns = tuple(cell.strip() for cell in first.cells)
        following = next((record.line for record in table.records if record.line > first.line), first.line + 1)
        return Layout(table.form, following, columns)
    columns = tuple(_("Column %(number)s") % {"number": number + 1} for number in range(len(first.cells)))
    return Layout(table.form, first.line, columns, has_heading=False)
