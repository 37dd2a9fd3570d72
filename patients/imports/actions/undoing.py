"""Taking an import back: its people are marked entered in error and found no more; those in use stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from patients.actions import registration
from patients.imports.models import BatchState, ImportBatch, ImportedRow, Outcome
from patients.registries import uses_of

BATCH = 250  # people in one transaction
REASON = "import_undone"
EDITED = "edited"


class CannotUndo(Refusal):
    code = "import_cannot_be_undone"
    sentence = _("This import is not finished, or was undone already. Wait until it is done.")


def undo(
    *, batch: ImportBatch, by: Actor, at: datetime, tell: Callable[[ImportBatch], None] = lambda _batch: None
) -> ImportBatch:
    """Take back every person of the import whom nobody has used since. Killed at any moment, run it again.

    People who were edited, or whom a note, a document, a booking or a bill refers to, stay; their rows say why.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state not in (BatchState.DONE, BatchState.UNDOING):
            raise CannotUndo
        if batch.state == BatchState.DONE:
            batch.state = BatchState.UNDOING
            batch.save(update_fields=["state"])
            audit.record(event="import.undo_started", by=by, at=at, subject=batch)
    while take_back_some(batch, by=by, at=at):
        tell(batch)
    with transaction.atomic():
        batch.state = BatchState.UNDONE
        batch.save(update_fields=["state"])
        audit.record(event="import.undone", by=by, at=at, subject=batch)
    return batch


def take_back_some(batch: ImportBatch, *, by: Actor, at: datetime) -> bool:
    """One transaction's worth; False when nobody is left to look at."""
    with transaction.atomic():
        rows = list(batch.rows.filter(outcome=Outcome.REGISTERED).select_related("patient").order_by("line")[:BATCH])
        used = uses_of([row.patient_id for row in rows if row.patient_id])
        leaving: list[ImportedRow] = []
        for row in rows:
            assert row.patient is not None
            why = [reason.name for reason in used.get(row.patient.pk, [])]
            if row.patient.version > 1:
                why.append(EDITED)
            row.outcome, row.reasons = (Outcome.KEPT, why) if why else (Outcome.WITHDRAWN, [])
            if not why:
                leaving.append(row)
        patients = [row.patient for row in leaving if row.patient is not None]
        if patients:
            registration.withdraw_many(patients=patients, reason=REASON, by=by, at=at)
        ImportedRow.objects.bulk_update(rows, ["outcome", "reasons"])
        batch.withdrawn += len(leaving)
        batch.kept += len(rows) - len(leaving)
        batch.save(update_fields=["withdrawn", "kept"])
    return bool(rows)
