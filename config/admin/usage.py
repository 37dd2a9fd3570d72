"""How much a clinic uses, in counts that name nobody, as they were counted in the background."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise

from clinics.models import Clinic
from clinics.usage.meters import Meter
from clinics.usage.queries import days as usage

DAYS = 14


@dataclass(frozen=True)
class Table:
    """A column for each meter, a row for each day, the latest first."""

    heads: list[str | Promise]
    rows: list[tuple[date, list[str]]]


def of(clinic: Clinic) -> Table:
    """Two statements."""
    meters = usage.all_meters()
    rows = [
        (each.day, [_shown(meter, number) for meter, number in zip(meters, each.in_order, strict=True)])
        for each in usage.days_of([clinic], days=DAYS)
    ]
    return Table([meter.label for meter in meters], rows)


def _shown(meter: Meter, number: int | None) -> str:
    if number is None:
        return "–"
    return filesizeformat(number) if meter.is_bytes else str(intcomma(number))
