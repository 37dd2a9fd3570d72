"""What is asked about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clinics.kit.countries import countries, country, country_name
from clinics.kit.current import current_clinic
from clinics.kit.date_parts import DatePartsField, DatePartsWidget
from clinics.kit.identifiers import EVERYWHERE, SYSTEMS
from patients.languages import choices as language_choices
from patients.languages import language_name
from patients.models import (
    AddressUse,
    AlertCategory,
    AlertSeverity,
    AllergyCategory,
    AllergyStatus,
    ContactSystem,
    ContactUse,
    Criticality,
    Gender,
    MaritalStatus,
    RelationKind,
)
from patients.person import AddressDetails, ContactDetails, IdentifierDetails, PersonDetails

NOT_RECORDED = ("", _("Not recorded"))
SPOKEN = ("language", "second_language")


def text(label: Any, length: int, *, required: bool = False, **attrs: Any) -> forms.CharField:
    """One line of text without surrounding blanks."""
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, max_length=length, required=required, widget=widget)


def choice(label: Any, choices: Any, *, required: bool = False) -> forms.ChoiceField:
    """A choice in which nothing means not recorded."""
    offered = list(choices) if required else [NOT_RECORDED, *choices]
    return forms.ChoiceField(label=label, choices=offered, required=required)


def identifier_systems(*more: str) -> list[tuple[str, Any]]:
    """Systems of the clinic's country, those of everywhere, and any that is already used."""
    national = country(current_clinic().country).national
    offered = {system.key: system.label for system in (*national, *EVERYWHERE)}
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


class IdentityForm(forms.Form):
    """Who a person is. An empty field is not recorded."""

    given = text(_("Given name"), 80)
    family = text(_("Family name"), 80)
    birth_date = DatePartsField(label=_("Birth date"), required=False, widget=DatePartsWidget())
    gender = choice(_("Gender"), Gender.choices)
    preferred_name = text(_("Preferred name"), 80)
    pronouns = text(_("Pronouns"), 40)
    prefix = text(_("Title"), 30)  # type: ignore[assignment]  # a field, which Django takes out of the class
    middle = text(_("Middle names"), 80)
    suffix = text(_("Suffix"), 30)
    former_names = text(_("Former names"), 200)
    marital_status = choice(_("Marital status"), MaritalStatus.choices)
    language = choice(_("Language"), [])
    second_language = choice(_("Second language"), [])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = list(self.initial.get("languages") or ())
        offered = dict(language_choices(get_language() or "en"))
        for code in spoken:
            offered.setdefault(code, language_name(code, get_language() or "en"))
        for name, code in zip(SPOKEN, [*spoken, "", ""], strict=False):
            self.fields[name].choices = [NOT_RECORDED, *offered.items()]  # type: ignore[attr-defined]
            self.initial[name] = code

    def clean_gender(self) -> str | None:
        return self.cleaned_data["gender"] or None

    def clean(self) -> dict[str, Any]:
        """Both languages as one list, the preferred one first; a third and more stay as they were."""
        told = super().clean() or self.cleaned_data
        chosen = [told.pop(name, "") for name in SPOKEN]
        told["languages"] = tuple(dict.fromkeys(filter(None, (*chosen, *(self.initial.get("languages") or ())[2:]))))
        return told


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


class VersionForm(forms.Form):
    """A change of something that was opened at a version of the patient."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class EditIdentityForm(IdentityForm, VersionForm):
    """Who a person is, with the version it was opened at."""

    record_number = forms.CharField(label=_("Record number"), max_length=60)
    deceased = forms.TypedChoiceField(
        label=_("Deceased"), choices=[NOT_RECORDED, ("no", _("No")), ("yes", _("Yes"))], required=False,
        coerce={"yes": True, "no": False}.get, empty_value=None,
    )  # fmt: skip
    deceased_on = DatePartsField(label=_("Date of death"), required=False)


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


class ErrorForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"), widget=forms.RadioSelect,
        choices=[
            ("duplicate", _("The person is registered twice")),
            ("mistaken", _("Nobody like this exists")),
            ("test", _("It was a test")),
        ],
    )  # fmt: skip
