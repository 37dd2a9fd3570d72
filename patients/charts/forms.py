"""What is asked about notes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.charts.models import NoteErrorReason
from patients.charts.sections import SECTIONS, NoteKind


class StartForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of note"), choices=NoteKind.choices, initial=NoteKind.SOAP, widget=forms.RadioSelect
    )
    occurred_at = forms.DateTimeField(
        label=_("When it happened"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class ErrorForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=NoteErrorReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Explanation"),
        help_text=_("Colleagues who open the note will read this."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DraftForm(forms.Form):
    """The sections that came, whatever the kind of note, and the revision they were typed over."""

    revision = forms.IntegerField(min_value=0)
    merged = forms.BooleanField(required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, label in SECTIONS.items():
            self.fields[name] = forms.CharField(label=str(label), required=False, strip=False)

    @property
    def body(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in SECTIONS}


class SignForm(forms.Form):
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AddendumForm(forms.Form):
    text = forms.CharField(
        label=_("Addendum"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8, "autofocus": True})
    )
