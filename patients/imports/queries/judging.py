"""What would become of rows: who is refused, here already, perhaps here already, or new. Nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO
from uuid import UUID

from clinics.kit.actor import Actor
from patients.imported_person import ImportedPerson, details_of
from patients.imports.models import ImportedRow
from patients.imports.problems import RowProblem
from patients.imports.queries.plans import Plan, person_token
from patients.imports.records import Record
from patients.models import Gender
from patients.queries.duplicates import STRONG, reasons, strongly_alike, values_told

BATCH = 250  # rows judged together
EXAMPLES = 10
PREVIEWED = 5


@dataclass(frozen=True)
class Read:
    """One row and who it is, or why it is nobody."""

    record: Record
    person: ImportedPerson | None
    token: UUID | None
    problems: list[RowProblem]


@dataclass(frozen=True)
class Verdict:
    """`why` has codes of likeness where somebody like this is here or stands earlier in the file."""

    row: Read
    is_known: bool = False
    why: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        return self.row.person is None

    @property
    def is_new(self) -> bool:
        return not (self.is_refused or self.is_known or self.why)


def read(result: ImportedPerson | list[RowProblem], record: Record) -> Read:
    if isinstance(result, list):
        return Read(record, None, None, result)
    return Read(record, result, person_token(result.key), [])


def judge(rows: list[Read], *, to: Actor) -> list[Verdict]:
    """One verdict for each row; a row that repeats an earlier one is known. Three statements."""
    here = standing(rows)
    alike = likely([row for row in rows if row.person is not None and row.token not in here], to)
    new: list[Read] = []
    verdicts = []
    for row in rows:
        verdict = Verdict(row)
        if row.person is not None and row.token in here:
            verdict = Verdict(row, is_known=True)
        elif row.person is not None:
            verdict = Verdict(row, why=tuple(repeated(row, new) or alike[row.record.line]))
        if verdict.is_new:
            here.add(row.token)
            new.append(row)
        verdicts.append(verdict)
    return verdicts


def standing(rows: Iterable[Read]) -> set[UUID | None]:
    """The keys of people who are here by an earlier import."""
    tokens = [row.token for row in rows if row.token]
    return set(ImportedRow.objects.standing(tokens).values_list("key_token", flat=True))


def repeated(row: Read, earlier: list[Read]) -> list[str]:
    """Why an earlier row of this part of the file may be the same person."""
    told = values_told(details_of(row.person)) if row.person else None
    for other in earlier:
        if told and other.person and other.person.birth_date == told.birth_date:
            found = STRONG.intersection(reasons(told, values_told(details_of(other.person))))
            if found:
                return ["repeated"]
    return []


def likely(rows: list[Read], to: Actor) -> dict[int, list[str]]:
    """For each row, by its line, why somebody who is registered may be this person."""
    people = [details_of(row.person) for row in rows if row.person]
    found = strongly_alike(people, to=to)
    return {
        row.record.line: [reason.name.lower() for reason in ones[0].reasons] if ones else []
        for row, ones in zip(rows, found, strict=True)
    }


@dataclass
class Rehearsal:
    """What an import would do. `looked_at` is less than all rows where only the first were looked at."""

    looked_at: int = 0
    new: int = 0
    known: int = 0
    held: int = 0
    refused: int = 0
    is_whole: bool = True
    problems: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[int, str]] = field(default_factory=list)

    def count(self, verdict: Verdict) -> None:
        self.looked_at += 1
        if verdict.is_refused:
            self.refused += 1
            self.problems.update(problem.sentence for problem in verdict.row.problems)
            if len(self.examples) < EXAMPLES:
                sentences = " ".join(problem.sentence for problem in verdict.row.problems)
                self.examples.append((verdict.row.record.line, sentences))
        elif verdict.is_known:
            self.known += 1
        elif verdict.why:
            self.held += 1
        else:
            self.new += 1


def rehearse(plan: Plan, stream: BinaryIO, *, to: Actor, at: datetime, limit: int | None = None) -> Rehearsal:
    """Read and judge the rows, all or the first `limit`, as the import will."""
    found = Rehearsal()
    rows = reading(plan, stream, at=at)
    chosen = rows if limit is None else islice(rows, limit)
    while batch := list(islice(chosen, BATCH)):
        for verdict in judge(batch, to=to):
            found.count(verdict)
    found.is_whole = limit is None or next(rows, None) is None
    return found


def reading(plan: Plan, stream: BinaryIO, *, at: datetime, behind: int = 0) -> Iterator[Read]:
    """The rows of a file behind this line one by one, read as planned."""
    reader = plan.reader(at=at)
    return (read(reader.read(record), record) for record in plan.records(stream) if record.line > behind)


@dataclass(frozen=True)
class Preview:
    """One of the first rows as it will be read; `sentences` say why it will not."""

    line: int
    name: str = ""
    birth_date: date | None = None
    gender: str = ""
    reached: tuple[str, ...] = ()
    address: str = ""
    sentences: tuple[str, ...] = ()


def previews(plan: Plan, stream: BinaryIO, *, at: datetime) -> list[Preview]:
    """The first rows, for a person to see whether the columns are what they seem."""
    return [_preview(row) for row in islice(reading(plan, stream, at=at), PREVIEWED)]


def _preview(row: Read) -> Preview:
    person = row.person
    if person is None:
        return Preview(row.record.line, sentences=tuple(problem.sentence for problem in row.problems))
    names = (person.prefix, person.given, person.middle, person.family, person.suffix)
    return Preview(
        line=row.record.line,
        name=" ".join(filter(None, names)),
        birth_date=person.birth_date,
        gender=str(Gender(person.gender).label) if person.gender else "",
        reached=(*(phone.number for phone in person.phones), *person.emails),
        address=", ".join(filter(None, (*person.address.lines, person.address.postal_code, person.address.city))),
    )
