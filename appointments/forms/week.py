"""The editor of a week: any number of stretches a day, each from when until when and, with several sites, where.

A day has as many rows as were sent, or as there are hours and one more that is empty. What is left empty counts
as nothing. The buttons that add, remove or copy rows send the form too: `rearranged` answers them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import week
from appointments.actions.providers import HoursDetails
from appointments.queries.calendar import locale
from clinics.kit.current import current_clinic
from clinics.kit.dates import DayField
from clinics.kit.stretches import MIDNIGHT
from clinics.places.models import Location

MOST_ROWS = 12
WORKDAYS = range(1, 6)


class Stretch(Protocol):
    """What stands in a row at first."""

    weekday: int
    location_id: Any
    starts: time
    ends: time


@dataclass(frozen=True)
class Row:
    """The fields of one stretch as the template draws them."""

    number: int
    starts: forms.BoundField
    ends: forms.BoundField
    site: forms.BoundField | None
    key: str


@dataclass(frozen=True)
class Day:
    weekday: int
    name: str
    rows: Sequence[Row]


class WeekForm(forms.Form):
    """The hours of a week at some sites."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        sites: Sequence[Location],
        hours: Sequence[Stretch] = (),
        focus: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.sites, self.focus = list(sites), focus
        for day in week.ALL_DAYS:
            held = [each for each in hours if each.weekday == day]
            for number in range(self._rows(day, len(held))):
                self._add_row(day, number, held[number] if number < len(held) else None)

    def days(self) -> list[Day]:
        place = locale()
        return [
            Day(day, week.name(day, place), [self._row(day, number) for number in range(self._count(day))])
            for day in week.in_order(place, current_clinic().week_start)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        found: list[HoursDetails] = []
        kept = {name: value for name, value in values.items() if not name.startswith("day-")}
        for day in week.ALL_DAYS:
            keys = [_key(day, number) for number in range(self._count(day))]
            of_day = [(key, stretch) for key in keys if (stretch := self._stretch(key, day, values))]
            self._refuse_overlaps(of_day)
            found += [stretch for _name, stretch in of_day]
        return {**kept, "hours": found}

    def _stretch(self, key: str, day: int, values: dict[str, Any]) -> HoursDetails | None:
        """What this row says, where it says something that can be."""
        if f"{key}-starts" in self.errors or f"{key}-ends" in self.errors:
            return None
        starts, ends = values.get(f"{key}-starts"), values.get(f"{key}-ends")
        if starts is None and ends is None:
            return None
        if starts is None or ends is None:
            missing = "starts" if starts is None else "ends"
            self.add_error(f"{key}-{missing}", _("Give both times, or neither."))
            return None
        if not (ends == MIDNIGHT or starts < ends):
            self.add_error(f"{key}-ends", _("This is not after the beginning. Until midnight is 00:00."))
            return None
        site = self.sites[0]
        if len(self.sites) > 1:
            chosen = values.get(f"{key}-site")
            site = next((each for each in self.sites if str(each.pk) == chosen), site)
        return HoursDetails(location=site, weekday=day, starts=starts, ends=ends)

    def _refuse_overlaps(self, of_day: list[tuple[str, HoursDetails]]) -> None:
        in_order = sorted(of_day, key=lambda each: each[1].starts)
        for (_one_key, one), (key, other) in pairwise(in_order):
            if one.ends == MIDNIGHT or other.starts < one.ends:
                self.add_error(f"{key}-starts", _("This overlaps with the times before it."))

    def _rows(self, day: int, held: int) -> int:
        if self.is_bound:
            sent = [name for name in self.data if name.startswith(f"day-{day}-") and name.endswith("-starts")]
            return min(len(sent), MOST_ROWS) or 1
        return held or 1

    def _count(self, day: int) -> int:
        return sum(1 for name in self.fields if name.startswith(f"day-{day}-") and name.endswith("-starts"))

    def _add_row(self, day: int, number: int, held: Stretch | None) -> None:
        key, told = _key(day, number), f"{week.name(day, locale())} {number + 1}"
        for part, label, value in (
            ("starts", gettext_lazy("%(row)s, from"), held and held.starts),
            ("ends", gettext_lazy("%(row)s, until"), held and held.ends),
        ):
            widget = forms.TimeInput(attrs={"type": "time", "class": "input input-time"}, format="%H:%M")
            if self.focus == f"{key}-{part}":
                widget.attrs["autofocus"] = True
            self.fields[f"{key}-{part}"] = forms.TimeField(
                label=label % {"row": told}, required=False, widget=widget, initial=value
            )
        if len(self.sites) > 1:
            self.fields[f"{key}-site"] = forms.ChoiceField(
                label=gettext_lazy("%(row)s, where") % {"row": told},
                choices=[(str(site.pk), site.name) for site in self.sites],
                required=False,
                initial=str(held.location_id) if held else None,
            )

    def _row(self, day: int, number: int) -> Row:
        key = _key(day, number)
        site = self[f"{key}-site"] if f"{key}-site" in self.fields else None
        return Row(number, self[f"{key}-starts"], self[f"{key}-ends"], site, key)


class ProviderWeekForm(WeekForm):
    """The week of a provider, and from when until when it holds."""

    valid_from = DayField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("The hours of before end on the day before it."),
    )
    valid_until = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy(
            "Empty: until you change it. With a last day, the hours of before come back afterwards."
        ),
    )

    def clean_valid_until(self) -> date | None:
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_until")
        if first and last and last < first:
            raise forms.ValidationError(_("The last day comes before the first one."))
        return last


def rearranged(data: Mapping[str, Any]) -> tuple[dict[str, Any], str] | None:
    """What was sent, with the row added, removed or copied that a button asked for; and the field to go on in.

    None when the form was sent to be saved.
    """
    sent = {name: data[name] for name in data}
    if "more" in sent:
        return _with_more(sent, sent.pop("more"))
    if "less" in sent:
        return _with_less(sent, sent.pop("less"))
    if "copy" in sent:
        return _copied(sent, sent.pop("copy"))
    return None


def _with_more(sent: dict[str, Any], day: str) -> tuple[dict[str, Any], str]:
    key = _key(day, len(_numbers(sent, day)))
    return {**sent, f"{key}-starts": "", f"{key}-ends": ""}, f"{key}-starts"


def _with_less(sent: dict[str, Any], row: str) -> tuple[dict[str, Any], str]:
    """Without the row `day-number`; those after it move up."""
    day, _dash, gone = row.partition("-")
    rows = [_parts(sent, day, number) for number in _numbers(sent, day) if str(number) != gone]
    kept = {name: value for name, value in sent.items() if not name.startswith(f"day-{day}-")}
    return {**kept, **_written(day, rows)}, f"{_key(day, max(0, len(rows) - 1))}-starts"


def _copied(sent: dict[str, Any], day: str) -> tuple[dict[str, Any], str]:
    """With the times of this day on Monday to Friday."""
    rows = [_parts(sent, day, number) for number in _numbers(sent, day)]
    for other in WORKDAYS:
        sent = {name: value for name, value in sent.items() if not name.startswith(f"day-{other}-")}
        sent |= _written(other, rows)
    return sent, f"{_key(day, 0)}-starts"


def _numbers(sent: Mapping[str, Any], day: str) -> list[int]:
    found = [name.split("-")[2] for name in sent if name.startswith(f"day-{day}-") and name.endswith("-starts")]
    return sorted(int(number) for number in found if number.isdecimal())


def _parts(sent: Mapping[str, Any], day: str, number: int) -> dict[str, Any]:
    key = _key(day, number)
    return {part: sent[f"{key}-{part}"] for part in ("starts", "ends", "site") if f"{key}-{part}" in sent}


def _written(day: str | int, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {f"{_key(day, number)}-{part}": value for number, row in enumerate(rows) for part, value in row.items()}


def _key(day: int | str, number: int) -> str:
    return f"day-{day}-{number}"
