"""Importing people from another system's table, likely duplicates looked for among all who are here."""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from clinics.kit.current import entering
from clinics.models import Clinic
from patients.imports.actions import running
from patients.imports.queries.plans import file_token, plan
from patients.sample import sample_people
from tests.benchmarks.measuring import Line
from tests.benchmarks.stage import AT, BY

COLUMNS = ("external_id", "given", "family", "birth_date", "gender", "phone", "address", "city", "state", "postal_code")
ROWS_IN_TIME = 100_000 / (15 * 60)  # a second: 100,000 rows in 15 minutes
PART = 10  # of the file: its first and last tenth are compared


def lines(clinic: Clinic, *, rows: int) -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as folder, entering(clinic):
        file = Path(folder) / "patients.csv"
        write(file, rows)
        marks = imported(file, rows)
    spent = marks[-1][1]
    yield Line(
        f"importing {rows:,} rows, of the time allowed",
        ROWS_IN_TIME * spent / rows,
        1.0,
        detail=f"{rows / spent:,.0f} rows a second, {spent / 60:.1f} min",
    )
    first, last = pace(marks, 0, rows // PART), pace(marks, rows - rows // PART, rows)
    yield Line("a row at its end / at its beginning", first / last, 1.5, detail=f"{last:,.0f} / {first:,.0f} a second")


def write(file: Path, rows: int) -> None:
    """A table such as other systems export."""
    with file.open("w", newline="", encoding="utf-8") as opened:
        table = csv.writer(opened)
        table.writerow(COLUMNS)
        for number, person in enumerate(sample_people(country="US", count=rows, seed=11, today=AT.date())):
            where = person.address
            place = ("\n".join(where.lines), where.city, where.state, where.postal_code) if where else ("",) * 4
            phone = person.phones[0].number if person.phones else ""
            born = person.birth_date.isoformat() if person.birth_date else ""
            table.writerow((f"id-{number}", person.given, person.family, born, person.gender or "", phone, *place))


def imported(file: Path, rows: int) -> list[tuple[int, float]]:
    """Import it; after each batch how many rows were done, and after how many seconds."""
    marks = [(0, 0.0)]
    with file.open("rb") as stream:
        began = time.perf_counter()
        planned = plan(stream, answers={}, at=AT)
        assert not planned.questions, planned.questions
        batch = running.begin(
            plan=planned,
            file_name=file.name,
            file_token=file_token("bench"),
            software="bench",
            answers={},
            by=BY,
            at=AT,
        )
        running.run(
            batch=batch,
            plan=planned,
            stream=stream,
            by=BY,
            at=AT,
            tell=lambda now: marks.append((now.done, time.perf_counter() - began)),
        )
    assert batch.done == rows, batch.done
    assert batch.registered > rows * 0.9, batch.registered
    return marks


def pace(marks: list[tuple[int, float]], start: int, end: int) -> float:
    """Rows a second between these two numbers of rows."""
    inside = [mark for mark in marks if start <= mark[0] <= end]
    (first, began), (last, ended) = inside[0], inside[-1]
    return (last - first) / (ended - began)
