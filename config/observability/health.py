"""Whether this process is alive, and whether it can serve.

`/healthz` says only that the process answers. `/readyz` is not ready without the database or with
migrations that have not run; cache, broker and document storage are reported as degraded, because
pages are still served without them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import structlog
from django.db import connections

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
    """Asks each check at most once per `keep_seconds`, and answers within `patience` seconds.

    Anyone may ask, so asking must cost nothing: what was found lately is told again, a question
    still open is not put twice, and what does not answer in time counts as not well.
    """

    checks: Iterable[Check]
    clock: Callable[[], float] = time.monotonic
    patience: float = 2.0
    _known: dict[str, tuple[float, Future[bool]]] = field(default_factory=dict)
    _asking: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(8, "readiness"))

    def report(self) -> tuple[bool, dict[str, str]]:
        """Whether to send requests here, and the state of each check by name."""
        answers = {check: self._ask(check) for check in self.checks}
        wait(answers.values(), timeout=self.patience)
        ready, states = True, {}
        for check, answer in answers.items():
            well = answer.done() and answer.result()
            states[check.name] = OK if well else FAILED if check.essential else DEGRADED
            ready = ready and (well or not check.essential)
        return ready, states

    def _ask(self, check: Check) -> Future[bool]:
        asked_at, answer = self._known.get(check.name, (0.0, None))
        if answer is None or (answer.done() and self.clock() - asked_at >= check.keep_seconds):
            answer = self._asking.submit(_is_well, check)
            self._known[check.name] = (self.clock(), answer)
        return answer


def _is_well(check: Check) -> bool:
    try:
        return check.probe()
    except Exception:  # a probe reports every failure of what it asks, whatever its type
        log.warning("Health check failed", check=check.name, exc_info=True)
        return False
    finally:
        connections.close_all()
