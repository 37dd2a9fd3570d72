"""What is decided about something that stood out, and about what should."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.oversight.actions.policies import FIELDS
from clinics.oversight.models import Outcome, WatchPolicy
from clinics.staff.models import User


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What is it?"), choices=Outcome.choices, widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whom you asked, and what they said."),
    )


class WatchForm(forms.ModelForm):
    class Meta:
        model = WatchPolicy
        fields = FIELDS
        widgets = {
            "day_begins": forms.TimeInput(attrs={"type": "time", "class": "input input-10"}, format="%H:%M"),
            "day_ends": forms.TimeInput(attrs={"type": "time", "class": "input input-10"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):
                field.widget.attrs["class"] = "input input-10"
        officer: Any = self.fields["privacy_officer"]
        officer.queryset = User.objects.active().order_by("name", "pk")
        officer.empty_label = _("Nobody: the owners are told")
