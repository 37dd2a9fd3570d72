"""How a file will be read: what was found out, what is still open, and the reader that follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID
from zoneinfo import ZoneInfo

from clinics.encryption import keyring
from clinics.kit.countries import country
from clinics.kit.current import current_clinic
from patients.imports.findings import Ambiguity, Answers, Finding
from patients.imports.mapping import Mapping, guess_mapping
from patients.imports.models import ImportBatch, RememberedMapping
from patients.imports.reading import Inspection, Layout, inspect, people_rows
from patients.imports.records import Record
from patients.imports.rows import RowReader
from patients.imports.survey import Readings, survey

SAMPLE = 200  # rows looked at to guess what a column is
SHOWN_SAMPLES = 3


@dataclass(frozen=True)
class Plan:
    """Everything needed to read the file's people; with questions nothing may be imported by it.

    `samples` are the first different values of each column.
    """

    inspection: Inspection
    mapping: Mapping
    readings: Readings
    findings: tuple[Finding, ...]
    questions: tuple[Ambiguity, ...]
    rows: int
    broken: int
    samples: tuple[tuple[str, ...], ...] = ()

    @property
    def layout(self) -> Layout:
        return self.inspection.layout

    def reader(self, *, at: datetime) -> RowReader:
        return RowReader(self.mapping, self.readings, current_clinic().country, today_at(at))

    def records(self, stream: BinaryIO) -> Iterator[Record]:
        stream.seek(0)
        return people_rows(stream, self.layout)

    def to_json(self) -> dict[str, Any]:
        """What is kept beside the import, so that it goes on as it began."""
        kept = {"layout": self.layout.to_json(), "mapping": self.mapping.to_json()}
        return {**kept, "readings": self.readings.to_json()}


def reader_kept(batch: ImportBatch, *, at: datetime) -> RowReader:
    """How this import reads rows, out of what was kept beside it."""
    kept = batch.plan or {}
    mapping = Mapping.of(Layout.from_json(kept["layout"]).columns, kept["mapping"])
    return RowReader(mapping, Readings.from_json(kept["readings"]), current_clinic().country, today_at(at))


def plan(stream: BinaryIO, *, answers: Answers, at: datetime) -> Plan:
    """Look at the whole file. Raises Unreadable for what is no table of people."""
    clinic = current_clinic()
    inspection = inspect(stream, country=clinic.country, answers=answers)
    layout = inspection.layout
    sample = list(islice(people_rows(stream, layout), SAMPLE))
    mapping, asked = guess_mapping(
        layout.columns,
        sample,
        country=clinic.country,
        has_heading=layout.has_heading,
        remembered=remembered(layout),
        answers=answers,
    )
    surveyed = survey(
        people_rows(stream, layout),
        mapping,
        country=clinic.country,
        date_order=country(clinic.country).date_order,
        today=today_at(at),
        answers=answers,
    )
    return Plan(
        inspection=inspection,
        mapping=mapping,
        readings=surveyed.readings,
        findings=(*inspection.findings, *surveyed.findings),
        questions=(*inspection.ambiguities, *asked, *surveyed.ambiguities),
        rows=surveyed.rows,
        broken=surveyed.broken,
        samples=tuple(samples_of(sample, index) for index in range(len(layout.columns))),
    )


def samples_of(rows: list[Record], index: int) -> tuple[str, ...]:
    """The first different values of a column."""
    cells = (row.cells[index].strip() for row in rows if index < len(row.cells))
    return tuple(islice(dict.fromkeys(cell for cell in cells if cell), SHOWN_SAMPLES))


def remembered(layout: Layout) -> list[str]:
    """The targets of the columns when a file with this heading was imported before."""
    kept = RememberedMapping.objects.filter(fingerprint=heading_token(layout)).first()
    return list(kept.targets) if kept else []


def heading_token(layout: Layout) -> UUID:
    return keyring.current().token128("import-heading", layout.fingerprint)


def file_token(digest: str) -> UUID:
    """A keyed token of the file's SHA-256, given in hexadecimal."""
    return keyring.current().token128("import-file", digest)


def person_token(key: str) -> UUID:
    """A keyed token of who a row is (`ImportedPerson.key`)."""
    return keyring.current().token128("imported-person", key)


def today_at(at: datetime) -> date:
    return at.astimezone(ZoneInfo(current_clinic().time_zone)).date()
