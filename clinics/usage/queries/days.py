"""What was counted, by clinic and day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from clinics.models import Clinic
from clinics.usage.meters import Meter, meters
from clinics.usage.models import UsageCount


@dataclass(frozen=True)
class DayOfClinic:
    """The numbers of one clinic for one day, by meter; a meter that was not read is missing."""

    clinic: Clinic
    day: date
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def in_order(self) -> list[int | None]:
        """One place for each meter, None where it was not read."""
        return [self.numbers.get(meter.name) for meter in meters]


def all_meters() -> list[Meter]:
    return list(meters)


def days_of(clinics: Iterable[Clinic], *, days: int) -> list[DayOfClinic]:
    """The latest days that were counted of each clinic, by its name, the latest first. Two statements for each."""
    found: list[DayOfClinic] = []
    for clinic in clinics:
        rows = UsageCount.objects.filter(clinic=clinic)
        latest = list(rows.order_by("-day").values_list("day", flat=True).distinct()[:days])
        by_day = {day: DayOfClinic(clinic, day) for day in latest}
        for day, meter, number in rows.filter(day__in=latest).values_list("day", "meter", "number"):
            by_day[day].numbers[meter] = number
        found += by_day.values()
    return found
