"""The dispatcher: rings for whatever is due, and forgets nothing.

It reads the wake-ups that are due for active clinics, sends one message for each clinic and task,
and moves the rows into the future, further each time. The worker deletes them when it has
succeeded, so a message, worker or broker that is lost costs a delay and no work. Any number of
dispatchers may run: each takes the rows that no other has taken.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from clinics.events.background import ring
from clinics.kit.current import entering_platform
from clinics.models import Clinic, ClinicState, Wakeup

BATCH = 500
AGAIN_AFTER = timedelta(seconds=60)
AT_MOST = timedelta(hours=1)


def dispatch_due(*, at: datetime) -> int:
    """Ring for wake-ups due at `at`; return how many messages were sent."""
    with entering_platform(), transaction.atomic():
        active = Clinic.objects.filter(state=ClinicState.ACTIVE).values("schema_name")
        due = list(
            Wakeup.objects.select_for_update(skip_locked=True)
            .filter(at__lte=at, schema_name__in=active)
            .order_by("at")[:BATCH]
        )
        together: dict[tuple[str, str], list[int]] = defaultdict(list)
        for wakeup in due:
            together[wakeup.schema_name, wakeup.task].append(wakeup.pk)
            delay = min(AGAIN_AFTER * 2 ** min(wakeup.rung, 6), AT_MOST)
            Wakeup.objects.filter(pk=wakeup.pk).update(at=at + delay, rung=F("rung") + 1)
        for (schema, task), wakeups in together.items():
            ring(task=task, schema=schema, wakeups=wakeups)
    return len(together)


def next_due() -> datetime | None:
    """When the next wake-up of an active clinic is due."""
    with entering_platform():
        active = Clinic.objects.filter(state=ClinicState.ACTIVE).values("schema_name")
        return Wakeup.objects.filter(schema_name__in=active).order_by("at").values_list("at", flat=True).first()
