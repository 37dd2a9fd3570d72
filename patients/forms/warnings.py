"""Alerts and allergies."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.forms.fields import (
    VersionForm,
    choice,
    text,
)
from patients.models import (
    AlertCategory,
    AlertSeverity,
    AllergyCategory,
    AllergyStatus,
    Criticality,
)


class AlertForm(forms.Form):
    text = forms.CharField(
        label=_("Alert"), max_length=200, help_text=_("Everybody who opens the chart reads this first. Keep it short."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    category = choice(_("Category"), AlertCategory.choices, required=True)
    severity = forms.ChoiceField(
        label=_("Importance"), choices=AlertSeverity.choices, initial=AlertSeverity.NORMAL, widget=forms.RadioSelect
    )


class AllergyForm(VersionForm):
    substance = text(_("Substance"), 120, required=True)
    reaction = text(_("Reaction"), 200)
    category = choice(_("Category"), AllergyCategory.choices)
    criticality = choice(_("Criticality"), Criticality.choices)
    status = forms.ChoiceField(
        label=_("Status"), choices=AllergyStatus.choices, initial=AllergyStatus.UNCONFIRMED, widget=forms.RadioSelect
    )


class NewAllergyForm(AllergyForm):
    status = forms.ChoiceField(
        label=_("Status"), initial=AllergyStatus.UNCONFIRMED, widget=forms.RadioSelect,
        choices=[
            (status.value, status.label)
            for status in AllergyStatus
            if status not in (AllergyStatus.ENTERED_IN_ERROR, AllergyStatus.REFUTED)
        ],
    )  # fmt: skip
