"""One pass over all rows: how each column writes its dates, letters and names, before the first person is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date

from patients.imports.codes import CodedColumn, CodeReading
from patients.imports.date_columns import DateColumn
from patients.imports.dates import DateReading
from patients.imports.fields import DATES, Field
from patients.imports.findings import Ambiguity, Answers, Finding
from patients.imports.full_names import FullNameColumn
from patients.imports.mapping import Mapping
from patients.imports.records import Record
from patients.imports.values import flag, says_nothing
from patients.imports.vocabularies import GENDER, MARITAL

VOCABULARIES = {Field.GENDER: GENDER, Field.MARITAL_STATUS: MARITAL}
Column = DateColumn | CodedColumn | FullNameColumn


@dataclass(frozen=True)
class Readings:
    """How the columns are read, by index. Kept beside the import, so that every batch reads alike."""

    dates: dict[int, DateReading] = field(default_factory=dict)
    codes: dict[int, CodeReading] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """For keeping."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, dict[str, object]]) -> Readings:
        """What `to_json` wrote, after JSON made the indexes text."""
        return cls(
            {int(index): DateReading(**reading) for index, reading in kept["dates"].items()},  # type: ignore[arg-type]
            {int(index): CodeReading(**reading) for index, reading in kept["codes"].items()},  # type: ignore[arg-type]
            {int(index): str(order) for index, order in kept["names"].items()},
        )


@dataclass(frozen=True)
class Survey:
    """What the pass found. With ambiguities nothing may be imported."""

    readings: Readings
    findings: tuple[Finding, ...]
    ambiguities: tuple[Ambiguity, ...]
    rows: int
    broken: int


def survey(
    rows: Iterable[Record],
    mapping: Mapping,
    *,
    country: str,
    date_order: str,
    today: date,
    answers: Answers | None = None,
) -> Survey:
    """Look at every row; `country` and `date_order` are the clinic's. Questions have keys as "dates:3:numeric"."""
    columns = _columns(mapping, country, date_order, today)
    fields = {each.index: each.target.field for each in mapping.imported if each.target}
    count = broken = 0
    for row in rows:
        count += 1
        if row.problem:
            broken += 1
            continue
        for index, column in columns.items():
            cell = row.cells[index]
            is_flag = isinstance(column, DateColumn) and flag(cell) is not None
            if cell and not is_flag and not says_nothing(fields[index], cell):
                column.add(cell)
    return _concluded(columns, answers or {}, count, broken)


def _columns(mapping: Mapping, country: str, date_order: str, today: date) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for assignment in mapping.imported:
        index, name = assignment.index, assignment.column
        wanted = assignment.target.field if assignment.target else None
        if wanted in DATES:
            columns[index] = DateColumn(f"dates:{index}", name, today, date_order)
        elif wanted in VOCABULARIES:
            columns[index] = CodedColumn(f"codes:{index}", name, VOCABULARIES[wanted], country)
        elif wanted == Field.FULL_NAME:
            columns[index] = FullNameColumn(f"names:{index}", name)
    return columns


def _concluded(columns: dict[int, Column], answers: Answers, rows: int, broken: int) -> Survey:
    readings = Readings()
    decided: list[Finding | Ambiguity] = []
    for index, column in columns.items():
        if isinstance(column, DateColumn):
            readings.dates[index], found = column.outcome(answers)
        elif isinstance(column, CodedColumn):
            readings.codes[index], found = column.outcome(answers)
        else:
            readings.names[index], found = column.outcome(answers)
        decided += found
    findings = tuple(found for found in decided if isinstance(found, Finding))
    return Survey(readings, findings, tuple(found for found in decided if isinstance(found, Ambiguity)), rows, broken)
