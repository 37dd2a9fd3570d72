"""Opening a clinic: rows, keys, schema, rights, first people."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import replace

from clinics.onboarding.actions import open_clinic
from tests.benchmarks.measuring import Line
from tests.benchmarks.stage import AT
from tests.database import BY, ORDERS

TIMES = 5


def lines() -> Iterator[Line]:
    spent = []
    for number in range(TIMES):
        order = replace(ORDERS[0], subdomain=f"opened-{number}", name=f"Opened {number}")
        began = time.perf_counter()
        open_clinic(order=order, by=BY, at=AT)
        spent.append(time.perf_counter() - began)
    yield Line("opening a clinic", statistics.median(spent), 1.0, "s", f"median of {TIMES}")
