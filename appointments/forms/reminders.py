"""Whether and when patients are reminded."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReminderForm(forms.Form):
    is_on = forms.BooleanField(
        label=_("Remind patients by e-mail"),
        required=False,
        help_text=_("Whoever declined reminders, or was told of the time only just before, gets none."),
    )
    hours_before = forms.IntegerField(
        label=_("Hours before the appointment"),
        min_value=1,
        max_value=336,
        help_text=_("From 1 hour to 336, which is two weeks."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
