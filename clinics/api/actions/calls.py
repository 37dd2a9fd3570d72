"""Counting calls without a statement for each: in this process, written down every few seconds.

A process that is killed forgets the last of them; nothing is billed or refused by this number.
"""

from __future__ import annotations

import atexit
import threading
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.models import F

from clinics.api.models import CallCount
from clinics.kit.current import entering
from clinics.models import Clinic

log = structlog.get_logger("polyclinic.api")
_lock = threading.Lock()
_counted: Counter[tuple[str, date]] = Counter()
_clinics: dict[str, Clinic] = {}
_keeper: threading.Thread | None = None
_ending = threading.Event()


def count(clinic: Clinic, *, at: datetime) -> None:
    """Note one call of this clinic's API."""
    day = at.astimezone(ZoneInfo(clinic.time_zone)).date()
    with _lock:
        _counted[clinic.schema_name, day] += 1
        _clinics[clinic.schema_name] = clinic
    if _keeper is None and settings.API_CALLS_KEPT_EVERY:
        _begin()


def keep() -> int:
    """Write down what was counted since the last time; return how many calls. Outside any transaction."""
    with _lock:
        counted = Counter(_counted)
        _counted.clear()
    for (schema, day), calls in counted.items():
        try:
            with entering(_clinics[schema]):
                _add(day, calls)
        except (OperationalError, InterfaceError):
            with _lock:
                _counted[schema, day] += calls  # the database is away: next time
        except DatabaseError:
            log.info("Calls of a closed clinic are not counted", clinic=schema)
    return counted.total()


def _add(day: date, calls: int) -> None:
    row = CallCount.objects.filter(day=day)
    if not row.update(calls=F("calls") + calls):
        CallCount.objects.bulk_create([CallCount(day=day)], ignore_conflicts=True)
        row.update(calls=F("calls") + calls)


def _begin() -> None:
    """Start the thread that keeps, once for each process."""
    global _keeper
    with _lock:
        if _keeper is None:
            _keeper = threading.Thread(target=_keep_on, name="counts of calls", daemon=True)
            _keeper.start()
            atexit.register(_end)


def _keep_on() -> None:
    while not _ending.wait(settings.API_CALLS_KEPT_EVERY):
        keep()
        connection.close()  # back to the pool


def _end() -> None:
    _ending.set()
    keep()
