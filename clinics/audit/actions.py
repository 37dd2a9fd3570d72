"""Writing the trail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from clinics.audit.models import AuditEvent
from clinics.kit.actor import Actor


def record(
    *,
    event: str,
    by: Actor,
    at: datetime,
    patients: Iterable[UUID] = (),
    subject: Model | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
) -> AuditEvent:
    """Write one event into the transaction of what it describes.

    `event` is `noun.past_participle`; `patients` names exactly the people whose identified data
    was written or returned; `reason` is a code, never text that somebody typed. If the event
    cannot be written, neither can what it describes.
    """
    return AuditEvent.objects.append(
        at=at,
        event=event,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_roles=list(by.roles),
        patient_ids=sorted(set(patients)),
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        fields=sorted(set(fields)),
        reason_code=reason,
        channel=by.origin.channel,
        request_id=by.origin.request_id,
        ip=by.origin.ip or None,
    )
