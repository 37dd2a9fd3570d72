"""Which period of an account is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clinics.kit.dates import DayField

MONTHS = 3


class PeriodForm(forms.Form):
    """Both days are in the period; without them it is the last three months."""

    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)
    family = forms.BooleanField(label=_("With those they pay for"), required=False)

    def __init__(self, asked: QueryDict, *, day: date, with_family: bool) -> None:
        self.first = {"since": usual_since(day), "until": day}
        super().__init__({**{name: day.isoformat() for name, day in self.first.items()}, **asked.dict()})
        if not with_family:
            del self.fields["family"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["since"] = told.get("since") or self.first["since"]
        told["until"] = told.get("until") or self.first["until"]
        if not self.errors and told["since"] > told["until"]:
            self.add_error("until", _("The last day comes before the first. Exchange them."))
        return told


def usual_since(day: date) -> date:
    return day - relativedelta(months=MONTHS)
