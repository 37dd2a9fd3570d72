"""What is asked about places and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinics.kit import zones
from clinics.kit.dates import DayField
from clinics.places.models import Location

TIME = {"type": "time"}
ORDER_HINT = _("Lower numbers come first in lists.")


class PlaceForm(forms.Form):
    """A department or a room."""

    name = forms.CharField(label=_("Name"), max_length=120)
    order = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=999, help_text=ORDER_HINT)


class SiteForm(PlaceForm):
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As patients would find it. It stands in confirmations and on invoices."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Its days and opening times are those of this clock.")
    )
    field_order = ("name", "address", "time_zone", "order")

    def __init__(self, *args: Any, today: date, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones.choices(on=today, known=zone)  # type: ignore[attr-defined]


class RoomForm(PlaceForm):
    """A new room: directly in the site, or in a department of it."""

    parent = forms.ModelChoiceField(Location.objects.none(), label=_("In"), empty_label=None)
    field_order = ("name", "parent", "order")

    def __init__(self, *args: Any, among: Iterable[Location], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = among  # type: ignore[attr-defined]


class EquipmentForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("To tell it from others of its kind."))
    kind = forms.CharField(
        label=_("Kind"),
        max_length=60,
        help_text=_("What appointment types ask for, such as: ultrasound. Things of one kind stand in for each other."),
    )
    location = forms.ModelChoiceField(Location.objects.none(), label=_("Stands in"), empty_label=None)

    def __init__(self, *args: Any, among: Iterable[Location], kinds: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["location"].queryset = among  # type: ignore[attr-defined]
        self.kinds = sorted(kinds)
        self.fields["kind"].widget.attrs["list"] = "equipment-kinds"


class ClosingForm(forms.Form):
    closed_from = DayField(
        label=_("Closed from"),
        help_text=_("The first day on which nothing is booked there."),
    )


class ClosureForm(forms.Form):
    """Days on which a location is closed, all day or between two times."""

    first_day = DayField(label=_("First day"))
    last_day = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty: that one day."),
    )
    starts = forms.TimeField(label=_("From"), required=False, widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), required=False, widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=_("For colleagues."))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["last_day"] = values.get("last_day") or values.get("first_day")
        one, other = values.get("starts"), values.get("ends")
        if (one is None) is not (other is None):
            self.add_error("starts" if one is None else "ends", gettext("Give both times, or neither for all day."))
        return values
