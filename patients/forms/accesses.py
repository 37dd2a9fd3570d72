"""Of which time somebody wants to know who opened a record."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clinics.kit.dates import DayField
from clinics.kit.filters import refuse_unknown

DAYS = 365


class AccessesForm(forms.Form):
    """The last year, unless other days are asked for; days are the clinic's, the last one included."""

    since = DayField(label=_("From"), css="input input-10")
    until = DayField(label=_("To"), css="input input-10")
    with_lists = forms.BooleanField(label=_("Also where the name stood in a list"), required=False)

    def __init__(self, asked: QueryDict, *, at: datetime, zone: ZoneInfo) -> None:
        self.zone = zone
        refuse_unknown(asked, known=self.base_fields)
        today = at.astimezone(zone).date()
        filled = asked.copy()
        filled.setdefault("since", (today - timedelta(days=DAYS)).isoformat())
        filled.setdefault("until", today.isoformat())
        super().__init__(filled)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("This day is before the first one."))
        return given

    @property
    def begins(self) -> datetime:
        return self._begin(self.cleaned_data["since"])

    @property
    def ends(self) -> datetime:
        return self._begin(self.cleaned_data["until"] + timedelta(days=1))

    def _begin(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)
