"""Forms of an import: the file, and answers to what it leaves open."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.imports.findings import Ambiguity


class FileForm(forms.Form):
    """A file of people from another system."""

    file = forms.FileField(
        label=_("File"), help_text=_("A table with one person in each row: CSV or text, up to 100 MB.")
    )
    software = forms.SlugField(
        label=_("Which system is it from?"),
        help_text=_(
            "A short name without spaces, such as opendental. Its ids are kept with it, so that nobody comes twice."
        ),
        max_length=40,
        required=False,
    )


class AnswersForm(forms.Form):
    """One choice for each open question."""

    def __init__(self, questions: tuple[Ambiguity, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions):
            choices = [(choice.value, shown(choice.label, choice.samples)) for choice in question.choices]
            self.fields[f"q{number}"] = forms.ChoiceField(
                label=str(question.question),
                help_text=str(question.evidence),
                choices=choices,
                widget=forms.RadioSelect,
            )
        self.keys = [question.key for question in questions]

    @property
    def answers(self) -> dict[str, str]:
        """Question key to the value chosen."""
        return {key: self.cleaned_data[f"q{number}"] for number, key in enumerate(self.keys)}


def shown(label: object, samples: tuple[str, ...]) -> str:
    return f"{label} ({', '.join(samples[:3])})" if samples else str(label)
