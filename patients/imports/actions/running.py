"""Importing the people of a file, a batch of rows in each transaction, so that a killed import goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from patients.actions import registration
from patients.imported_person import ImportedPerson, details_of
from patients.imports.models import BatchState, ImportBatch, ImportedRow, Outcome, RememberedMapping
from patients.imports.problems import RowProblem
from patients.imports.queries.plans import Plan, heading_token, person_token
from patients.imports.records import Record
from patients.models import Patient, Source
from patients.person import PersonDetails
from patients.queries.duplicates import STRONG, reasons, strongly_alike, values_told

BATCH = 250  # rows in one transaction
Tell = Callable[[ImportBatch], None]


class StillOpen(Refusal):
    code = "import_questions_open"
    sentence = _("The file can be read in more than one way. Answer the questions first.")


class AlreadyRunning(Refusal):
    code = "import_already_running"
    sentence = _("This file is being imported already. Wait for it, or let that import go on.")


@dataclass(frozen=True)
class Read:
    """One row and who it is, or why it is nobody."""

    record: Record
    person: ImportedPerson | None
    token: UUID | None
    problems: list[RowProblem]


def begin(
    *, plan: Plan, file_name: str, file_token: UUID, software: str, answers: dict[str, str], by: Actor, at: datetime
) -> ImportBatch:
    """Start the import of a file, or go on with the one that was interrupted. Raises StillOpen, AlreadyRunning."""
    if plan.questions:
        raise StillOpen
    interrupted = ImportBatch.objects.unfinished_of(file_token).first()
    if interrupted is not None:
        return interrupted
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.create(
                file_name=file_name,
                file_token=file_token,
                software=software,
                answers=answers,
                plan=plan.to_json(),
                state=BatchState.RUNNING,
                total=plan.rows,
                started_by=by.id,
                created_at=at,
            )
            RememberedMapping.objects.update_or_create(
                fingerprint=heading_token(plan.layout),
                defaults={"targets": plan.mapping.to_json(), "remembered_at": at},
            )
            audit.record(event="import.started", by=by, at=at, subject=batch)
    except IntegrityError as error:
        raise AlreadyRunning from error
    return batch


def run(*, batch: ImportBatch, plan: Plan, stream: BinaryIO, by: Actor, at: datetime, tell: Tell) -> ImportBatch:
    """Import every row behind the last one that is committed. Killed at any moment, run it again."""
    reader = plan.reader(at=at)
    waiting = (record for record in plan.records(stream) if record.line > batch.last_line)
    while records := list(islice(waiting, BATCH)):
        rows = [read(reader.read(record), record) for record in records]
        with transaction.atomic():
            current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if current.last_line != batch.last_line:
                raise AlreadyRunning
            import_rows(batch, rows, by=by, at=at)
            batch.last_line = records[-1].line
            batch.save()
        tell(batch)
    with transaction.atomic():
        batch.state, batch.finished_at = BatchState.DONE, at
        batch.save(update_fields=["state", "finished_at"])
        audit.record(event="import.finished", by=by, at=at, subject=batch)
    return batch


def read(result: ImportedPerson | list[RowProblem], record: Record) -> Read:
    if isinstance(result, list):
        return Read(record, None, None, result)
    return Read(record, result, person_token(result.key), [])


def import_rows(batch: ImportBatch, rows: list[Read], *, by: Actor, at: datetime) -> None:
    """Decide and write the outcome of some rows, inside the caller's transaction."""
    here = standing(rows)
    alike = likely([row for row in rows if row.person is not None and row.token not in here], by)
    new: list[Read] = []
    written: list[ImportedRow] = []
    for row in rows:
        if row.person is None:
            written.append(refused(batch, row, row.problems))
        elif row.token in here:
            batch.known += 1
        elif like := repeated(row, new) or alike[row.record.line]:
            written.append(held(batch, row, like))
        else:
            here.add(row.token)
            new.append(row)
    written += register(batch, new, by=by, at=at)
    ImportedRow.objects.bulk_create(written, batch_size=BATCH)
    batch.refused += sum(row.outcome == Outcome.REFUSED for row in written)
    batch.held += sum(row.outcome == Outcome.HELD for row in written)
    batch.registered += sum(row.outcome == Outcome.REGISTERED for row in written)


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


def likely(rows: list[Read], by: Actor) -> dict[int, list[str]]:
    """For each row, by its line, why somebody who is registered may be this person."""
    people = [details_of(row.person) for row in rows if row.person]
    found = strongly_alike(people, to=by)
    return {
        row.record.line: [reason.name.lower() for reason in ones[0].reasons] if ones else []
        for row, ones in zip(rows, found, strict=True)
    }


def register(batch: ImportBatch, rows: list[Read], *, by: Actor, at: datetime) -> Iterator[ImportedRow]:
    """Register these people together; where one cannot be, one by one, and say who could not."""
    people = [details_of(row.person, software=batch.software) for row in rows if row.person]
    try:
        patients = registration.register_many(people=people, by=by, at=at, source=Source.IMPORT) if people else []
    except Refusal:
        yield from one_by_one(batch, rows, people, by=by, at=at)
        return
    for row, patient in zip(rows, patients, strict=True):
        yield registered(batch, row, patient)


def one_by_one(
    batch: ImportBatch, rows: list[Read], people: list[PersonDetails], *, by: Actor, at: datetime
) -> Iterator[ImportedRow]:
    for row, person in zip(rows, people, strict=True):
        try:
            [patient] = registration.register_many(people=[person], by=by, at=at, source=Source.IMPORT)
        except Refusal as refusal:
            yield refused(batch, row, [RowProblem(refusal.field, refusal.code, row.record.line)])
        else:
            yield registered(batch, row, patient)


def registered(batch: ImportBatch, row: Read, patient: Patient) -> ImportedRow:
    return ImportedRow(
        batch=batch, line=row.record.line, outcome=Outcome.REGISTERED, key_token=row.token, patient=patient
    )


def held(batch: ImportBatch, row: Read, why: list[str]) -> ImportedRow:
    return ImportedRow(
        batch=batch,
        line=row.record.line,
        outcome=Outcome.HELD,
        key_token=row.token,
        cells=list(row.record.cells),
        reasons=why,
    )


def refused(batch: ImportBatch, row: Read, problems: list[RowProblem]) -> ImportedRow:
    return ImportedRow(
        batch=batch,
        line=row.record.line,
        outcome=Outcome.REFUSED,
        key_token=row.token,
        cells=list(row.record.cells),
        problems=[[problem.column, problem.code] for problem in problems],
    )
