"""Whether this process is alive, and whether it can serve.

`/healthz` says only that the process answers. `/readyz` is not ready without the database or with
migrations that have not run; cache, broker and document storage are reported as degraded, because
pages are still served without them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import structlog

log = structlog.get_logger(__name__)

OK, FAILED, DEGRADED = "ok", "failed", "degraded"


@dataclass(frozen=True)
class Check:
    """One thing to ask: `probe` returns whether it is well, or raises."""

    name: str
    probe: Callable[[], bool]
    essential: bool
    keep_seconds: float


@dataclass
class Readiness:
    """Runs its checks, each at most once per `keep_seconds`, however often it is asked.

    Anyone may ask, so asking must cost nothing: one caller asks, the others get what is known.
    """

    checks: Iterable[Check]
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, bool]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def report(self) -> tuple[bool, dict[str, str]]:
        """Whether to send requests here, and the state of each check by name."""
        ready, states = True, {}
        for check in self.checks:
            well = self._ask(check)
            states[check.name] = OK if well else FAILED if check.essential else DEGRADED
            ready = ready and (well or not check.essential)
        return ready, states

    def _ask(self, check: Check) -> bool:
        asked_at, well = self._known.get(check.name, (None, False))
        fresh = asked_at is not None and self.clock() - asked_at < check.keep_seconds
        if fresh or not self._lock.acquire(blocking=asked_at is None):
            return well
        try:
            well = _is_well(check)
            self._known[check.name] = (self.clock(), well)
        finally:
            self._lock.release()
        return well


def _is_well(check: Check) -> bool:
    try:
        return check.probe()
    except Exception:  # a probe reports every failure of what it asks, whatever its type
        log.warning("Health check failed", check=check.name, exc_info=True)
        return False
