"""Reading a clinic's meters, and keeping what they say where the platform finds it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from clinics.kit.current import current_clinic, entering_platform
from clinics.usage.meters import meters, period_of
from clinics.usage.models import UsageCount

COUNT_TASK = "usage.count"


def count(*, at: datetime) -> int:
    """Count the clinic's day so far, and once more the day before, which has ended; return how many numbers.

    Counted as the clinic, whose role sees its own tables only, and written as the platform.
    """
    clinic = current_clinic()
    zone = ZoneInfo(clinic.time_zone)
    today = at.astimezone(zone).date()
    read = _read(today - timedelta(days=1), zone, with_stock=False) + _read(today, zone, with_stock=True)
    rows = [
        UsageCount(clinic_id=clinic.pk, day=day, meter=meter, number=number, counted_at=at)
        for day, meter, number in read
    ]
    with entering_platform(), transaction.atomic():
        UsageCount.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["clinic", "day", "meter"],
            update_fields=["number", "counted_at"],
        )
    return len(rows)


def _read(day: date, zone: ZoneInfo, *, with_stock: bool) -> list[tuple[date, str, int]]:
    """What there is can be counted for today only; what happened, for any day."""
    period = period_of(day, zone)
    return [(day, meter.name, meter.count(period)) for meter in meters if with_stock or not meter.is_stock]
