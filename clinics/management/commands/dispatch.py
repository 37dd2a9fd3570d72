"""`dispatch`: ring for whatever is due in any clinic, until stopped."""

from __future__ import annotations

import signal
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import structlog
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from clinics.events.actions import WAKEUPS
from clinics.events.dispatcher import dispatch_due, next_due
from clinics.events.standing import plan_standing_work
from clinics.kit.starting import check_before_serving
from clinics.oversight.platform import seal_platform

log = structlog.get_logger("polyclinic.dispatcher")
LONGEST_SLEEP = 15.0  # seconds; also how long a lost notification can go unnoticed
AFTER_FAILURE = 2.0  # seconds
PLANS_EVERY = timedelta(minutes=1)


class Command(BaseCommand):
    help = "Starts background work that is due, in every clinic, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        check_before_serving()
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set():
            try:
                listen_and_dispatch(stopping)
            except (psycopg.Error, OperationalError, InterfaceError, OSError) as failure:
                log.warning("Dispatcher lost its connection", error=type(failure).__name__)
                stopping.wait(AFTER_FAILURE)


def listen_and_dispatch(stopping: threading.Event) -> None:
    """Dispatch whenever something is due or someone says so, on one listening connection."""
    params = {**connection.get_connection_params(), "autocommit": True}
    with psycopg.connect(**params) as listening:
        listening.execute(f"LISTEN {WAKEUPS}")
        planned_at = datetime.min.replace(tzinfo=UTC)
        while not stopping.is_set():
            close_old_connections()
            if timezone.now() - planned_at >= PLANS_EVERY:
                planned_at = timezone.now()
                plan_standing_work(at=planned_at)
                seal_platform(at=planned_at)
            while dispatch_due(at=timezone.now()):
                pass
            pause = seconds_until(next_due(), timezone.now())
            for _notice in listening.notifies(timeout=pause, stop_after=1):
                pass


def seconds_until(due: datetime | None, at: datetime) -> float:
    """How long to sleep, in seconds: a short turn even when nothing is known to be due."""
    if due is None:
        return 1.0 if LONGEST_SLEEP < 1 else min(LONGEST_SLEEP, 5.0)
    return min(max((due - at).total_seconds(), 0.05), 5.0)
