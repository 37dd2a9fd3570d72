"""Contacts, addresses, identifiers and related people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.kit.current import current_clinic
from patients.forms.fields import (
    NOT_RECORDED,
    VersionForm,
    checked_identifier,
    choice,
    country_choices,
    identifier_systems,
    text,
)
from patients.models import (
    AddressUse,
    ContactSystem,
    ContactUse,
    RelationKind,
)


class ContactForm(VersionForm):
    system = choice(_("Kind"), ContactSystem.choices, required=True)
    value = text(_("Number or address"), 254, required=True)
    use = choice(_("Use"), ContactUse.choices)
    note = text(_("Note"), 120)


class AddressForm(VersionForm):
    use = choice(_("Use"), AddressUse.choices, required=True)
    lines = forms.CharField(label=_("Street"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    postal_code = text(_("Postal code"), 20)
    city = text(_("City"), 100)
    state = text(_("State or province"), 100)
    country = choice(_("Country"), [])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [NOT_RECORDED, *country_choices()]  # type: ignore[attr-defined]
        self.fields["country"].initial = current_clinic().country

    def clean_lines(self) -> str:
        return self.cleaned_data["lines"].replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(told.get(name) for name in ("lines", "city", "state", "postal_code")):
            self.add_error("lines", _("Enter a street, a city or a postal code."))
        return told


class IdentifierForm(VersionForm):
    system = choice(_("Kind"), [], required=True)
    value = text(_("Number"), 100, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["system"].choices = identifier_systems(self.initial.get("system", ""))  # type: ignore[attr-defined]

    def clean_value(self) -> str:
        value = self.cleaned_data["value"]
        if value != self.initial.get("value"):
            checked_identifier(self.cleaned_data.get("system", ""), value)
        return value


class RelationshipForm(VersionForm):
    """Somebody who is not a patient; with `other` set by the page it is a patient."""

    kind = choice(_("Relation"), RelationKind.choices, required=True)
    name = text(_("Name"), 160)
    phone = text(_("Telephone"), 40, inputmode="tel")
    is_emergency_contact = forms.BooleanField(label=_("Call in an emergency"), required=False)
    is_household = forms.BooleanField(label=_("Lives in the same household"), required=False)
