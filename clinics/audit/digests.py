"""What a seal covers: every field of an event, its number, and the seal before it."""

from __future__ import annotations

import json
from datetime import UTC
from hashlib import sha256

from clinics.audit.models import AuditEvent

FIRST = bytes(32)  # what stands before the first seal


def digest_of(event: AuditEvent, *, sequence: int, previous: bytes) -> bytes:
    """SHA-256 over the previous seal, the number and the event as it was read from the database."""
    return sha256(previous + sequence.to_bytes(8, "big") + canonical(event)).digest()


def canonical(event: AuditEvent) -> bytes:
    """The event as bytes that are the same whenever its fields are. The order is frozen: old seals rest on it."""
    said = [
        str(event.pk),
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.event,
        event.actor_kind,
        event.actor_id,
        list(event.actor_roles),
        [str(patient) for patient in event.patient_ids],
        event.subject_type,
        event.subject_id,
        list(event.fields),
        event.reason_code,
        event.channel,
        event.request_id,
        event.ip or "",
    ]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
