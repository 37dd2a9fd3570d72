"""Files of people that were uploaded: kept sealed, looked at, answered, started and undone by a worker."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from typing import BinaryIO, Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.encryption import keyring
from clinics.encryption.files import opening_reader, sealing_reader
from clinics.events import jobs
from clinics.kit.actor import Actor
from clinics.kit.ids import new_id
from clinics.kit.refusal import Refusal
from patients.documents import names, storage
from patients.imports.actions.running import StillOpen, remember
from patients.imports.limits import MAX_BYTES
from patients.imports.models import BatchState, ImportBatch
from patients.imports.queries import plans
from patients.imports.queries.plans import Plan

LABEL = "imports.ImportBatch.file"
RUN_TASK = "imports.run"
UNDO_TASK = "imports.undo"


class TooLarge(Refusal):
    code = "import_file_too_large"
    sentence = _("The file is too large to import in one piece. Split it and import the parts one after another.")
    status = 413


class NotWaiting(Refusal):
    code = "import_not_waiting"
    sentence = _("This import was started already. Look at how far it is.")


class Upload(Protocol):
    name: str | None

    def read(self, size: int = -1, /) -> bytes: ...


def receive(*, file: Upload, software: str, by: Actor, at: datetime) -> ImportBatch:
    """Keep an uploaded file sealed and look at it. Raises TooLarge, or Unreadable for what is no table of people."""
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TooLarge
    plan = plans.plan(io.BytesIO(content), answers={}, at=at)
    batch_id, key = new_id(), storage.object_key(new_id(), at=at)
    with sealing_reader(io.BytesIO(content), keyring.for_sealing(), label=LABEL, row=batch_id) as sealed:
        storage.keep(key, sealed)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            id=batch_id,
            file_name=names.clean(file.name) if file.name else "people.csv",
            file_token=plans.file_token(hashlib.sha256(content).hexdigest()),
            storage_key=key,
            software=software,
            answers={},
            plan=plan.to_json(),
            state=BatchState.ASKING if plan.questions else BatchState.READY,
            total=plan.rows,
            started_by=by.id,
            created_at=at,
        )
        audit.record(event="import.received", by=by, at=at, subject=batch)
    return batch


def content_of(batch: ImportBatch) -> BinaryIO:
    """The file opened, in memory: it is read several times over."""
    sealed = storage.read(batch.storage_key)
    with opening_reader(sealed, keyring.current(), label=LABEL, row=batch.pk) as reader:
        return io.BytesIO(reader.read())


def planned(batch: ImportBatch, *, at: datetime) -> Plan:
    """How the file will be read with the answers given so far."""
    return plans.plan(content_of(batch), answers=batch.answers or {}, at=at)


def answer(*, batch: ImportBatch, answers: dict[str, str], by: Actor, at: datetime) -> Plan:
    """Take answers to questions and corrections of columns. Raises NotWaiting."""
    with transaction.atomic():
        batch = waiting(batch, BatchState.ASKING, BatchState.READY)
        batch.answers = {**(batch.answers or {}), **answers}
        plan = planned(batch, at=at)
        batch.state = BatchState.ASKING if plan.questions else BatchState.READY
        batch.plan, batch.total = plan.to_json(), plan.rows
        batch.save(update_fields=["answers", "plan", "total", "state"])
        audit.record(event="import.answered", by=by, at=at, subject=batch)
    return plan


def start(*, batch: ImportBatch, by: Actor, at: datetime) -> None:
    """Have a worker import the file, or go on with it where a worker gave up. Raises StillOpen, NotWaiting."""
    with transaction.atomic():
        batch = waiting(batch, BatchState.READY, BatchState.RUNNING)
        if batch.state == BatchState.READY:
            plan = planned(batch, at=at)
            if plan.questions:
                raise StillOpen
            remember(plan, at=at)
        jobs.start(kind=RUN_TASK, task=RUN_TASK, subject_id=batch.pk, total=batch.total, by=by, at=at)
        audit.record(event="import.ordered", by=by, at=at, subject=batch)


def start_undoing(*, batch: ImportBatch, by: Actor, at: datetime) -> None:
    """Have a worker take the import back."""
    with transaction.atomic():
        batch = waiting(batch, BatchState.DONE, BatchState.UNDOING)
        jobs.start(kind=UNDO_TASK, task=UNDO_TASK, subject_id=batch.pk, total=batch.registered, by=by, at=at)
        audit.record(event="import.undo_ordered", by=by, at=at, subject=batch)


def waiting(batch: ImportBatch, *states: BatchState) -> ImportBatch:
    """The batch locked, as long as no worker has it and it is in one of these states. Raises NotWaiting."""
    current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if current.state not in states or jobs.is_under_way(batch.pk):
        raise NotWaiting
    return current


def record_download(*, batch: ImportBatch, by: Actor, at: datetime) -> None:
    """Somebody took the rows that were not imported; they are nobody's record here yet."""
    audit.record(event="import.errors_downloaded", by=by, at=at, subject=batch)
