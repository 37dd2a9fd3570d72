"""Sealing committed events, one after the other, while others go on writing. (Actions.)

A seal is looked for event by event, never by a time before which all is taken for sealed: a
transaction that commits late is sealed late. Writers of events wait for nothing here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from clinics.audit.digests import FIRST, digest_of
from clinics.audit.models import AuditEvent, AuditSeal

BATCH = 1000
RECENT = timedelta(days=2)


def seal_waiting(*, at: datetime, everything: bool = False) -> int:
    """Seal events that have none; return how many.

    The frequent turn looks at events of the last two days, so that it stays quick however long
    the trail is; `everything`, and the very first turn, look at the whole trail. Two sealers at once do no harm: the
    number of a seal is taken once, and the second one leaves the rest to the first.
    """
    since = None if everything or AuditSeal.objects.head() is None else at - RECENT
    sealed = 0
    while True:
        try:
            added = _seal_batch(since=since, at=at)
        except IntegrityError:
            return sealed
        sealed += added
        if added < BATCH:
            return sealed


def _seal_batch(*, since: datetime | None, at: datetime) -> int:
    with transaction.atomic():
        last = AuditSeal.objects.head()
        sequence, previous = (last.sequence, bytes(last.digest)) if last else (0, FIRST)
        seals = []
        for event in AuditEvent.objects.unsealed(since=since)[:BATCH]:
            sequence += 1
            previous = digest_of(event, sequence=sequence, previous=previous)
            seals.append(AuditSeal(sequence=sequence, event_id=event.pk, digest=previous, sealed_at=at))
        AuditSeal.objects.bulk_create(seals)
    return len(seals)
