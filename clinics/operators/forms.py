"""What an operator says before entering a clinic."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.operators.models.visit import LENGTHS


class EntryForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What you will do there and who asked for it. The clinic reads it; name no patient."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )
    minutes = forms.TypedChoiceField(
        label=_("Minutes"),
        help_text=_("The visit ends by itself; nothing prolongs it."),
        coerce=int,
        choices=[(each, str(each)) for each in LENGTHS],
        initial=LENGTHS[0],
    )
    ticket_number = forms.CharField(label=_("Ticket number"), max_length=40, required=False)
