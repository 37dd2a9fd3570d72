"""Who a person is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clinics.kit.date_parts import DatePartsField, DatePartsWidget
from patients.forms.fields import (
    NOT_RECORDED,
    VersionForm,
    choice,
    text,
)
from patients.languages import choices as language_choices
from patients.languages import language_name
from patients.models import (
    Gender,
    MaritalStatus,
)

SPOKEN = ("language", "second_language")


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


class EditIdentityForm(IdentityForm, VersionForm):
    """Who a person is, with the version it was opened at."""

    record_number = forms.CharField(label=_("Record number"), max_length=60)
    deceased = forms.TypedChoiceField(
        label=_("Deceased"), choices=[NOT_RECORDED, ("no", _("No")), ("yes", _("Yes"))], required=False,
        coerce={"yes": True, "no": False}.get, empty_value=None,
    )  # fmt: skip
    deceased_on = DatePartsField(label=_("Date of death"), required=False)


class ErrorForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"), widget=forms.RadioSelect,
        choices=[
            ("duplicate", _("The person is registered twice")),
            ("mistaken", _("Nobody like this exists")),
            ("test", _("It was a test")),
        ],
    )  # fmt: skip
