"""How things are measured: processor time of this process, the median of several rounds, both sides in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Deed = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One line of the report. `value` is over its bar when it is larger."""

    what: str
    value: float
    bar: float | None
    unit: str = "×"
    detail: str = ""

    @property
    def is_over(self) -> bool:
        return self.bar is not None and self.value > self.bar

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"{'OVER' if self.is_over else 'ok':>5}  bar {self.bar:g} {self.unit}"
        return f"{self.what:<46}{self.value:>9.2f} {self.unit:<3}{bar:<20} {self.detail}".rstrip()


def cpu_ms(deed: Deed, times: int) -> float:
    """Processor milliseconds of one run of the deed, over `times` runs."""
    began = time.process_time()
    for _ in range(times):
        deed()
    return (time.process_time() - began) * 1000 / times


def wall_ms(deed: Deed, times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        deed()
    return (time.perf_counter() - began) * 1000 / times


def ratio(one: Callable[[], float], other: Callable[[], float], rounds: int = 7) -> tuple[float, float, float]:
    """Measure both in turn; the median of the ratios pair by pair, and both medians."""
    pairs = [(one(), other()) for _ in range(rounds)]
    ratios = [first / second for first, second in pairs]
    return (
        statistics.median(ratios),
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
    )
