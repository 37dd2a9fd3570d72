"""A new person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.kit.current import current_clinic
from patients.forms.fields import (
    checked_identifier,
    choice,
    identifier_systems,
    text,
)
from patients.forms.identity import IdentityForm
from patients.models import (
    ContactUse,
)
from patients.person import AddressDetails, ContactDetails, IdentifierDetails, PersonDetails


class RegistrationForm(IdentityForm):
    """A new person with the contacts told at the desk."""

    phone = text(_("Telephone"), 40, inputmode="tel")
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip
    lines = forms.CharField(label=_("Street"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    postal_code = text(_("Postal code"), 20)
    city = text(_("City"), 100)
    state = text(_("State or province"), 100)
    identifier_system = choice(_("Kind of identifier"), [])
    identifier_value = text(_("Number"), 100)
    record_number = forms.CharField(
        label=_("Record number"), max_length=60, required=False,
        help_text=_("Only if the person has one already. Otherwise the next free number is given."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        systems = identifier_systems()
        self.fields["identifier_system"].choices = systems  # type: ignore[attr-defined]
        self.fields["identifier_system"].initial = systems[0][0]
        self.fields["identifier_system"].required = False

    def clean_identifier_value(self) -> str:
        value = self.cleaned_data["identifier_value"]
        if value:
            checked_identifier(self.cleaned_data.get("identifier_system", ""), value)
        return value

    @property
    def details(self) -> PersonDetails:
        """The person as told, as far as the fields are valid."""
        told = self.cleaned_data
        own = ("prefix", "given", "middle", "family", "suffix", "preferred_name", "former_names", "pronouns")
        address = AddressDetails(
            lines=told.get("lines", "").replace("\r\n", "\n"),
            city=told.get("city", ""),
            state=told.get("state", ""),
            postal_code=told.get("postal_code", ""),
            country=current_clinic().country,
        )
        has_address = any((address.lines, address.city, address.state, address.postal_code))
        names: dict[str, Any] = {name: told.get(name) or "" for name in own}
        identifier = (told.get("identifier_system", ""), told.get("identifier_value", ""))
        return PersonDetails(
            **names,
            birth_date=told.get("birth_date"),
            gender=told.get("gender"),
            marital_status=told.get("marital_status") or "",
            languages=tuple(told.get("languages") or ()),
            record_number=told.get("record_number") or "",
            contacts=self._contacts(),
            addresses=(address,) if has_address else (),
            identifiers=(IdentifierDetails(system=identifier[0], value=identifier[1]),) if all(identifier) else (),
        )

    def _contacts(self) -> tuple[ContactDetails, ...]:
        told = (("phone", ContactUse.MOBILE, "phone"), ("email", "", "email"))
        found = ((system, use, self.cleaned_data.get(name) or "") for system, use, name in told)
        return tuple(ContactDetails(system=system, use=use, value=value) for system, use, value in found if value)
