"""What is asked before an appointment is changed."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments.forms.fields import StepsField
from appointments.local_time import moment
from appointments.models import Appointment, CancellationReason, Provider
from clinics.kit.dates import DayField
from clinics.places.models import Location


class VersionForm(forms.Form):
    """A change of an appointment as it was when the form was opened."""

    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class CancellationForm(VersionForm):
    reason = forms.ChoiceField(label=_("Why?"), choices=CancellationReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Explanation"), required=False, max_length=300)


class DetailsForm(VersionForm):
    reason = forms.CharField(label=_("Reason for coming"), required=False, max_length=300)
    comment = forms.CharField(
        label=_("Comment for colleagues"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ErrorForm(VersionForm):
    """Only asks whether it is meant."""


WHY = ("outside_hours", "overbooking")


class MoveForm(VersionForm):
    """Where an appointment goes. Times are those of its site's clock."""

    day = DayField(label=_("Day"))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M"))
    minutes = StepsField(label=_("Minutes"), min_value=5, max_value=1440, step_size=5)
    provider = forms.ModelChoiceField(Provider.objects.none(), label=_("With"), empty_label=None)
    room = forms.ModelChoiceField(
        Location.objects.none(), label=_("Room"), required=False, empty_label=_("Any that is free")
    )
    outside_hours = forms.CharField(
        label=_("Why outside the hours?"),
        required=False,
        max_length=300,
    )
    overbooking = forms.CharField(
        label=_("Why book it twice?"),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, appointment: Appointment, may_overbook: bool, **kwargs: Any) -> None:
        self.appointment = appointment
        zone = appointment.location.zone
        starts = appointment.starts_at.astimezone(zone)
        initial = {
            "version": appointment.version,
            "day": starts.date(),
            "time": starts.time(),
            "minutes": appointment.minutes,
            "provider": appointment.provider_id,
            "room": appointment.room_id,
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        offering = Provider.objects.active().offering(appointment.type_id).in_order()
        rooms = Location.objects.rooms_of(appointment.location_id).active().in_order()
        self.fields["provider"].queryset = offering  # type: ignore[attr-defined]
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        if not appointment.type.needs_room and appointment.room_id is None:
            del self.fields["room"]
        self.may_overbook = may_overbook
        for name in WHY:
            if not (self.is_bound and self.data.get(name)):
                self.fields[name].widget = forms.HiddenInput()

    def ask_why(self, name: str) -> None:
        """Show the question that a refused move leaves open; who may not overbook is not asked."""
        if name == "outside_hours" or self.may_overbook:
            self.fields[name].widget = forms.TextInput(attrs={"autofocus": True})
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """What `moving.move` takes; the room it has is only named when it was chosen anew."""
        values = super().clean() or {}
        day, clock = values.pop("day", None), values.pop("time", None)
        if isinstance(day, date) and isinstance(clock, time):
            values["starts_at"] = moment(day, clock, self.appointment.location.zone)
        if "room" not in self.changed_data:
            values.pop("room", None)
        return values
