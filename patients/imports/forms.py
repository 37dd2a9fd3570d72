"""Forms of an import: the file, and answers to what it leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clinics.kit.identifiers import SYSTEMS
from patients.forms.fields import identifier_systems
from patients.imports.actions.files import TooLarge
from patients.imports.fields import LABELS, Field, Target
from patients.imports.findings import Choice
from patients.imports.limits import MAX_BYTES
from patients.imports.mapping import LEAVE_OUT
from patients.imports.queries.plans import Plan

NAMES = {
    "encoding": _("Letters"),
    "separator": _("Between the cells"),
    "heading": _("First row"),
    "dates": _("Dates"),
    "codes": _("Words"),
    "names": _("Names"),
}
"""What the kinds of readings are called, by the beginning of their key."""


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

    def clean_file(self) -> Any:
        """Nothing of a file that is far too large was kept."""
        file = self.cleaned_data["file"]
        if file.size > min(MAX_BYTES, settings.UPLOAD_MAX_BYTES):
            raise forms.ValidationError(str(TooLarge.sentence), code=TooLarge.code)
        return file


class ReadingForm(forms.Form):
    """How the file is read: a choice for each open question, each reading that was found, and each column."""

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.kept: dict[str, tuple[str, str]] = {}  # field to the answer's key and what stands now
        for number, question in enumerate(plan.questions):
            self._ask(f"q{number}", question.key, "", question.question, question.choices, hint=question.evidence)
        for number, finding in enumerate(plan.findings):
            if finding.alternatives:
                decided = Choice(finding.value, finding.label)
                known = {choice.value: choice for choice in (decided, *finding.alternatives)}
                words = NAMES.get(finding.key.split(":")[0], finding.label)
                label = words if ":" not in finding.key else f"{words}: {self._column(finding.key)}"
                self._ask(f"f{number}", finding.key, finding.value, label, known.values(), hint=finding.evidence)
        targets = target_choices()
        for each in plan.mapping.assignments:
            now = str(each.target or LEAVE_OUT)
            self.fields[f"c{each.index}"] = forms.ChoiceField(
                label=each.column, choices=targets, initial=now, required=False
            )
            self.kept[f"c{each.index}"] = (f"column:{each.index}", now)

    def _ask(self, name: str, key: str, now: str, label: Any, choices: Iterable[Choice], *, hint: Any) -> None:
        widget = forms.Select if now else forms.RadioSelect
        offered = [(choice.value, choice.label if now else shown(choice.label, choice.samples)) for choice in choices]
        self.fields[name] = forms.ChoiceField(
            label=str(label), help_text=str(hint), choices=offered, initial=now or None, widget=widget, required=not now
        )
        self.kept[name] = (key, now)

    def _column(self, key: str) -> str:
        index = key.split(":")[1]
        columns = self.plan.layout.columns
        return columns[int(index)] if index.isdecimal() and int(index) < len(columns) else index

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("q")]

    @property
    def readings(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("f")]

    @property
    def columns(self) -> list[tuple[forms.BoundField, tuple[str, ...], Any]]:
        """Each column: its choice, its first values, and why it is read so."""
        return [
            (self[f"c{each.index}"], self.plan.samples[each.index], each.reason)
            for each in self.plan.mapping.assignments
        ]

    @property
    def answers(self) -> dict[str, str]:
        """Question key to the value chosen, for what was asked and what was changed."""
        told = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return {key: told[name] for name, (key, now) in self.kept.items() if told[name] and told[name] != now}


def target_choices() -> list[tuple[str, Any]]:
    """All that a column can become, identifiers of the clinic's country among them."""
    plain = [(str(Target(name)), label) for name, label in LABELS.items() if name != Field.IDENTIFIER]
    numbers = [(str(Target(Field.IDENTIFIER, key)), label) for key, label in identifier_systems() if key in SYSTEMS]
    known = {value for value, _label in numbers}
    others = [(str(Target(Field.IDENTIFIER, key)), system.label) for key, system in SYSTEMS.items()]
    return [(LEAVE_OUT, _("Leave it out")), *plain, *numbers, *(each for each in others if each[0] not in known)]


def shown(label: object, samples: tuple[str, ...]) -> str:
    return f"{label} ({', '.join(samples[:3])})" if samples else str(label)
