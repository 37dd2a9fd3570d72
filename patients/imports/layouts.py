"""Where a file's cells and columns are: separator, quotation, heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from patients.imports.findings import Ambiguity, Answers, Choice, Finding
from patients.imports.headings import is_known_heading
from patients.imports.records import Form, Record, read_records

SEPARATORS = {",": _("comma"), ";": _("semicolon"), "\t": _("tabulator"), "|": _("vertical bar")}
SAMPLE = 300  # records
SHOWN_BETWEEN = " ⟂ "
STEADY = 0.8  # share of records with the usual number of cells
MOST_PREAMBLE = 20
VALUE = re.compile(r"\S+@\S+|.*\d{4,}.*|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|[0-9a-f]{8}-[0-9a-f-]+|\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a sample by one separator; `usual` is the most frequent number of cells."""

    form: Form
    records: list[Record]
    usual: int
    steadiness: float

    @property
    def known_headings(self) -> int:
        """The most cells of one of the first records that are headings people use."""
        return max((sum(map(is_known_heading, record.cells)) for record in self.records[:MOST_PREAMBLE]), default=0)


def sample_table(stream: BinaryIO, form: Form) -> Table:
    """The beginning of a file, read by a form."""
    records = list(islice(read_records(stream, form), SAMPLE))
    widths = Counter(len(record.cells) for record in records if len(record.cells) > 1)
    usual, count = widths.most_common(1)[0] if widths else (1, len(records))
    return Table(form, records, usual, count / len(records) if records else 0.0)


def detect_separator(stream: BinaryIO, encoding: str, *, answers: Answers) -> tuple[Finding | Ambiguity, Table]:
    """What separates the cells: whatever gives steady rows of known columns; asked where two do equally."""
    tables = [sample_table(stream, _with_quotation(stream, Form(encoding, separator))) for separator in SEPARATORS]
    answer = answers.get("separator", "")
    if answer in SEPARATORS:
        chosen = next(table for table in tables if table.form.separator == answer)
        return Finding("separator", answer, SEPARATORS[answer], _("You chose it.")), chosen
    able = [table for table in tables if table.usual > 1 and table.steadiness >= STEADY]
    able.sort(key=lambda table: (table.known_headings, table.steadiness, table.usual), reverse=True)
    if not able:
        return _best_of_bad(tables)
    best, rivals = able[0], [table for table in able[1:] if table.known_headings == able[0].known_headings]
    if rivals:
        question = _("Which sign separates the columns?")
        return Ambiguity("separator", question, tuple(_choice(table) for table in [best, *rivals])), best
    others = tuple(_choice(table) for table in able)
    evidence = _("It divides the rows into %(count)s columns each.") % {"count": best.usual}
    return Finding("separator", best.form.separator, SEPARATORS[best.form.separator], evidence, others), best


def _best_of_bad(tables: list[Table]) -> tuple[Finding | Ambiguity, Table]:
    """Where no separator gives steady rows, one that names columns will do; the broken rows are reported."""
    named = [table for table in tables if table.usual > 1 and table.known_headings > 1]
    if named:
        best = max(named, key=lambda table: (table.known_headings, table.steadiness))
        evidence = _("The heading has %(count)s columns; many rows have not.") % {"count": best.usual}
        return Finding("separator", best.form.separator, SEPARATORS[best.form.separator], evidence), best
    divided = [table for table in tables if table.usual > 1 and table.steadiness >= 0.3]
    if divided:
        return Ambiguity("separator", _("Which sign separates the columns?"), tuple(map(_choice, divided))), divided[0]
    return Finding("separator", ",", SEPARATORS[","], _("There is one column only.")), tables[0]


def _choice(table: Table) -> Choice:
    separator = table.form.separator
    samples = tuple(SHOWN_BETWEEN.join(record.cells[:8]) for record in table.records[:3])
    return Choice(separator, SEPARATORS[separator], samples)


def _with_quotation(stream: BinaryIO, form: Form) -> Form:
    """The same form with the quotation marks the file uses."""
    bare = Form(form.encoding, form.separator, quote="")
    rows = [record.cells for record in islice(read_records(stream, bare), SAMPLE) if record.cells]
    cells = [cell for row in rows for cell in row]
    single = sum(row[0].startswith("'") and row[-1].endswith("'") for row in rows)
    if single > len(rows) / 2 and not any(cell.startswith('"') for cell in cells):
        return Form(form.encoding, form.separator, quote="'")
    escaped = any('\\"' in cell for cell in cells) and not any('""' in cell.strip('"') for cell in cells)
    return Form(form.encoding, form.separator, '"', doubled=not escaped)


def detect_heading(table: Table, *, answers: Answers) -> Finding | Ambiguity:
    """Whether the first full record names the columns: "yes" or "no"."""
    first = first_full(table)
    heading = first.cells if first else []
    labels = {"yes": _("The first row names the columns"), "no": _("The first row is already a person")}
    shown = (SHOWN_BETWEEN.join(heading[:8]),)
    choices = tuple(Choice(value, label, shown) for value, label in labels.items())
    answer = answers.get("heading", "")
    if answer in labels:
        return Finding("heading", answer, labels[answer], _("You chose it."), choices)
    known = sum(map(is_known_heading, heading))
    values = sum(VALUE.fullmatch(cell.strip()) is not None for cell in heading)
    if known > values:
        evidence = _("%(count)s of its names are known.") % {"count": known}
        return Finding("heading", "yes", labels["yes"], evidence, choices)
    if values > known:
        likeness = _("It holds dates, numbers or addresses, as the others do.")
        return Finding("heading", "no", labels["no"], likeness, choices)
    below = [record.cells for record in table.records if first and record.line > first.line]
    if _differs_from_the_rest(heading, below):
        return Finding("heading", "yes", labels["yes"], _("It is unlike all other rows."), choices)
    return Ambiguity("heading", _("Does the first row name the columns?"), choices)


def first_full(table: Table) -> Record | None:
    """The first record as wide as the others: titles and dates of export come before it."""
    for record in table.records[:MOST_PREAMBLE]:
        filled = sum(bool(cell.strip()) for cell in record.cells)
        if len(record.cells) == table.usual and filled > table.usual / 2:
            return record
    return table.records[0] if table.records else None


def _differs_from_the_rest(heading: Sequence[str], records: Sequence[Sequence[str]]) -> bool:
    """Whether some column holds values everywhere below the heading."""
    for index, cell in enumerate(heading):
        below = [record[index].strip() for record in records if index < len(record) and record[index].strip()]
        if cell.strip() and len(below) >= 2 and all(VALUE.fullmatch(value) for value in below):
            return True
    return False
