"""Fields that several forms about people have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clinics.kit.countries import countries, country, country_name
from clinics.kit.current import current_clinic
from clinics.kit.identifiers import EVERYWHERE, SYSTEMS

NOT_RECORDED = ("", _("Not recorded"))


def text(label: Any, length: int, *, required: bool = False, **attrs: Any) -> forms.CharField:
    """One line of text without surrounding blanks."""
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, max_length=length, required=required, widget=widget)


def choice(label: Any, choices: Any, *, required: bool = False) -> forms.ChoiceField:
    """A choice in which nothing means not recorded."""
    offered = list(choices) if required else [NOT_RECORDED, *choices]
    return forms.ChoiceField(label=label, choices=offered, required=required)


def identifier_systems(*more: str) -> list[tuple[str, Any]]:
    """Systems of the clinic's country and of everywhere that it asks for, and any that is already used."""
    clinic = current_clinic()
    national = country(clinic.country).national
    asked = (system for system in (*national, *EVERYWHERE) if system.key not in clinic.unused_identifiers)
    offered = {system.key: system.label for system in asked}
    for key in more:
        if key:
            offered.setdefault(key, SYSTEMS[key].label if key in SYSTEMS else key.partition(":")[2] or key)
    return list(offered.items())


def country_choices() -> list[tuple[str, str]]:
    """Countries by name in the reader's language."""
    language = get_language() or "en"
    return sorted(((code, country_name(code, language)) for code in countries()), key=lambda pair: pair[1])


def checked_identifier(system: str, value: str) -> None:
    """Raise a ValidationError for a number that cannot exist in its system."""
    known = SYSTEMS.get(system)
    if known and known.is_valid(value) is False:
        sentence = _("This cannot be a %(system)s. Check each digit.") % {"system": known.label}
        raise forms.ValidationError(sentence, "invalid_identifier")


class VersionForm(forms.Form):
    """A change of something that was opened at a version of the patient."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
