"""What is said when a time is booked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.local_time import moment
from appointments.models import Provider
from clinics.kit.dates import DayField, moment_in


class BookingForm(forms.Form):
    """A time to book: a `slot` that was offered, or a day and a time of the site's clock with a provider."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    slot = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    on_day = DayField(label=gettext_lazy("Day"), required=False)
    at_time = forms.TimeField(
        label=gettext_lazy("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    provider = forms.ModelChoiceField(
        Provider.objects.none(), label=gettext_lazy("With"), required=False, empty_label=None
    )
    reason = forms.CharField(label=gettext_lazy("Reason for coming"), required=False, max_length=300)
    outside_hours = forms.CharField(label=gettext_lazy("Why outside the hours?"), required=False, max_length=300)
    overbook = forms.BooleanField(required=False, widget=forms.HiddenInput)
    overbooking = forms.CharField(label=gettext_lazy("Why book it twice?"), required=False, max_length=300)

    def __init__(self, *args: Any, zone: ZoneInfo | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone or ZoneInfo("UTC")
        self.fields["provider"].queryset = Provider.objects.active().in_order()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`starts_at` (UTC) and `provider`, whichever way they were said."""
        values = super().clean() or {}
        if values.get("slot"):
            starts_at, provider_id = _slot(values["slot"])
            provider = Provider.objects.active().filter(pk=provider_id).first() if provider_id else None
        else:
            day, clock, provider = values.get("on_day"), values.get("at_time"), values.get("provider")
            starts_at = moment(day, clock, self.zone) if day and clock else None
        if starts_at is None or provider is None:
            raise forms.ValidationError(_("Choose a time, or give a day, a time and with whom."))
        return {**values, "starts_at": starts_at, "provider": provider}


def _slot(text: str) -> tuple[datetime | None, UUID | None]:
    start, _bar, provider = text.partition("|")
    try:
        provider_id = UUID(provider)
    except ValueError:
        return None, None
    starts_at = moment_in(start)
    return (starts_at.astimezone(UTC) if starts_at else None), provider_id
