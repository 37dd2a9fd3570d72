"""Reading the trail is itself recorded. (Actions.)"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TextIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

import clinics.kit.lookups  # noqa: F401  `among`
from clinics.audit import actions as audit
from clinics.audit.models import AuditEvent, AuditSeal
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.kit.tables import TableWriter
from clinics.oversight.queries.trail import Asked, Entry, entries_of, events

MOST_EXPORTED = 50_000
BATCH = 1000
COLUMNS = (
    "seal",
    "at",
    "who",
    "did",
    "event",
    "actor_kind",
    "actor_id",
    "actor_roles",
    "patients",
    "subject_type",
    "subject_id",
    "fields",
    "reason",
    "channel",
    "request_id",
    "ip",
    "event_id",
)


class TooMuchToExport(Refusal):
    code = "too-much-to-export"
    sentence = _("This is more than 50,000 events. Choose fewer days, and download the parts one after another.")


def record_view(*, patients: Iterable[UUID], by: Actor, at: datetime) -> None:
    """A page of the trail was shown; `patients` can be recognised on it."""
    audit.record(event="audit.viewed", by=by, at=at, patients=patients)


def export(*, asked: Asked, file: TextIO, by: Actor, at: datetime) -> int:
    """Write what was asked for as a table, the oldest first; return how many. Patients are ids in it.

    Raises TooMuchToExport rather than leaving something out.
    """
    with transaction.atomic():
        found = events(asked)
        if found.order_by()[: MOST_EXPORTED + 1].count() > MOST_EXPORTED:
            raise TooMuchToExport
        audit.record(event="audit.exported", by=by, at=at)
        table = TableWriter(file, COLUMNS)
        count = 0
        for entry, seal in _entries(list(found.reverse()), to=by):
            table.add(_cells(entry, seal))
            count += 1
    return count


def _entries(loaded: list[AuditEvent], *, to: Actor) -> Iterator[tuple[Entry, int]]:
    for start in range(0, len(loaded), BATCH):
        part = loaded[start : start + BATCH]
        seals = dict(
            AuditSeal.objects.filter(event_id__among=[event.pk for event in part]).values_list("event_id", "sequence")
        )
        for entry in entries_of(part, to=to, are_named=False)[0]:
            yield entry, seals.get(entry.event.pk, 0)


def _cells(entry: Entry, seal: int) -> list[object]:
    event = entry.event
    return [
        seal or "",
        event.at.astimezone(UTC).isoformat(),
        entry.who,
        entry.did,
        event.event,
        event.actor_kind,
        event.actor_id,
        " ".join(event.actor_roles),
        " ".join(str(patient) for patient in event.patient_ids),
        event.subject_type,
        event.subject_id,
        " ".join(event.fields),
        event.reason_code,
        event.channel,
        event.request_id,
        event.ip or "",
        event.pk,
    ]
