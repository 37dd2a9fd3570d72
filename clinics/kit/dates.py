"""Days and moments as forms, addresses and programs give them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""Nearer than the ends of the calendar, so that months around them, and their midnights in any zone, can be told."""
NOT_MEANT = _("Choose a day between 1900 and 2199.")


class DayField(forms.DateField):
    """One day, chosen in the browser's own calendar."""

    default_validators = [MinValueValidator(FIRST, NOT_MEANT), MaxValueValidator(LAST, NOT_MEANT)]

    def __init__(self, *, css: str = "", **options: Any) -> None:
        attrs = {"type": "date", **({"class": css} if css else {})}
        super().__init__(**{"widget": forms.DateInput(attrs=attrs, format="%Y-%m-%d"), **options})


def day_in(text: str) -> date | None:
    """`2026-11-02`; None for what is no day, or none that can be meant."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and FIRST <= day <= LAST else None


def moment_in(text: str) -> datetime | None:
    """`2026-11-02T09:30:00Z`, with any offset; None for what is no moment, or none that can be meant."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and FIRST <= moment.date() <= LAST else None
