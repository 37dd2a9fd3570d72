"""Which mail a patient wants."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.models import MailPurpose


class MailWishesForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label=_("Mail that this person wants"),
        help_text=_("That an appointment was booked, changed or cancelled is always told."),
        choices=MailPurpose.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
