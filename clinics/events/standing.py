"""Work that every clinic has again and again, spread over time so that clinics take turns.

Nothing asks the clinics: the dispatcher looks once a minute which wake-ups are missing among the
rows it reads anyway, and writes them for the clinic's own moment of each period.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zlib import crc32

from clinics.kit.current import entering_platform
from clinics.kit.registry import Registry
from clinics.models import Clinic, ClinicState, Wakeup

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class StandingWork:
    """A task, by name, that each active clinic needs at least once every `every`."""

    name: str
    every: timedelta
    order: int = 100


standing_work: Registry[StandingWork] = Registry("standing work")


def plan_standing_work(*, at: datetime) -> int:
    """Write the wake-ups that are missing; return how many. Two dispatchers may both write one: it rings once."""
    with entering_platform():
        names = [work.name for work in standing_work]
        planned = set(Wakeup.objects.filter(task__in=names).values_list("schema_name", "task"))
        active = Clinic.objects.filter(state=ClinicState.ACTIVE).values_list("schema_name", flat=True)
        missing = [
            Wakeup(schema_name=schema, task=work.name, at=next_turn(work, schema, at))
            for schema in active
            for work in standing_work
            if (schema, work.name) not in planned
        ]
        Wakeup.objects.bulk_create(missing, batch_size=BATCH)
    return len(missing)


def next_turn(work: StandingWork, schema: str, at: datetime) -> datetime:
    """The first moment after `at` that is this clinic's within the period."""
    period = int(work.every.total_seconds())
    offset = crc32(f"{schema} {work.name}".encode()) % period
    seconds = int(at.timestamp())
    return datetime.fromtimestamp(seconds + 1 + (offset - seconds - 1) % period, tz=UTC)
