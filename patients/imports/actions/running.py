"""Importing the people of a file, a batch of rows in each transaction, so that a killed import goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from patients.imported_person import details_of
from patients.imports.models import BatchState, ImportBatch, ImportedRow, Outcome, RememberedMapping
from patients.imports.problems import RowProblem
from patients.imports.queries.judging import Read, judge, reading
from patients.imports.queries.plans import Plan, heading_token
from patients.models import Patient, Source
from patients.person import PersonDetails

BATCH = 250  # rows in one transaction
Tell = Callable[[ImportBatch], None]


class StillOpen(Refusal):
    code = "import_questions_open"
    sentence = _("The file can be read in more than one way. Answer the questions first.")


class AlreadyRunning(Refusal):
    code = "import_already_running"
    sentence = _("This file is being imported already. Wait for it, or let that import go on.")


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
            remember(plan, at=at)
            audit.record(event="import.started", by=by, at=at, subject=batch)
    except IntegrityError as error:
        raise AlreadyRunning from error
    return batch


def remember(plan: Plan, *, at: datetime) -> None:
    """Read the next file with these headings as this one; inside the caller's transaction."""
    RememberedMapping.objects.update_or_create(
        fingerprint=heading_token(plan.layout),
        defaults={"targets": plan.mapping.to_json(), "remembered_at": at},
    )


def run(*, batch: ImportBatch, plan: Plan, stream: BinaryIO, by: Actor, at: datetime, tell: Tell) -> ImportBatch:
    """Import every row behind the last one that is committed. Killed at any moment, run it again."""
    waiting = reading(plan, stream, at=at, behind=batch.last_line)
    while rows := list(islice(waiting, BATCH)):
        with transaction.atomic():
            current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if current.last_line != batch.last_line:
                raise AlreadyRunning
            import_rows(batch, rows, by=by, at=at)
            batch.last_line = rows[-1].record.line
            batch.save()
        tell(batch)
    with transaction.atomic():
        batch.state, batch.finished_at = BatchState.DONE, at
        batch.save(update_fields=["state", "finished_at"])
        audit.record(event="import.finished", by=by, at=at, subject=batch)
    return batch


def import_rows(batch: ImportBatch, rows: list[Read], *, by: Actor, at: datetime) -> None:
    """Decide and write the outcome of some rows, inside the caller's transaction."""
    verdicts = judge(rows, to=by)
    written = [refused(batch, each.row, each.row.problems) for each in verdicts if each.is_refused]
    written += [held(batch, each.row, list(each.why)) for each in verdicts if each.why]
    batch.known += sum(each.is_known for each in verdicts)
    new = [each.row for each in verdicts if each.is_new]
    written += register(batch, new, by=by, at=at)
    ImportedRow.objects.bulk_create(written, batch_size=BATCH)
    batch.refused += sum(row.outcome == Outcome.REFUSED for row in written)
    batch.held += sum(row.outcome == Outcome.HELD for row in written)
    batch.registered += sum(row.outcome == Outcome.REGISTERED for row in written)


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
