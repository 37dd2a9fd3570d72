"""The platform's own trail, of what operators did: it has no clinic whose worker would seal it."""

from __future__ import annotations

from datetime import datetime

from clinics.audit import anchors, sealing
from clinics.kit.current import entering_platform


def seal_platform(*, at: datetime) -> int:
    """Seal and anchor what operators did since the last turn; return how many events."""
    with entering_platform():
        sealed = sealing.seal_waiting(at=at)
        if sealed:
            anchors.anchor_head(at=at)
    return sealed
