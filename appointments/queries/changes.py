"""Whether anything in the calendar has changed, asked by open pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from appointments.models import AppointmentVersion

SKEW = timedelta(seconds=5)  # between the clocks of the processes that make ids


def has_changed_since(moment: datetime) -> bool:
    """Whether some appointment has; one look at the newest id, which begins with the time it was made."""
    milliseconds = int((moment - SKEW).timestamp() * 1000)
    return AppointmentVersion.objects.filter(pk__gt=UUID(int=milliseconds << 80)).exists()
