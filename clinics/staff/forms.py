"""What people fill in about staff, invitations and their own account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from clinics.kit.actor import Actor
from clinics.staff.models import Policy, User
from clinics.staff.permissions import CLINIC_ROLES, Role

WHAT_ROLES_DO = {
    Role.OWNER: _("Everything, and decides who else is an owner"),
    Role.ADMINISTRATOR: _("Manages staff, settings and imports"),
    Role.CLINICIAN: _("Sees and writes charts, signs notes"),
    Role.ASSISTANT: _("Helps with charts, does not sign"),
    Role.FRONT_DESK: _("Registers and finds people"),
    Role.BILLER: _("Finds people for their bills, no charts"),
    Role.CAREGIVER: _("Writes about the people they visit"),
    Role.AUDITOR: _("Reads the audit trail"),
}
THEMES = [("", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))]


def role_choices(by: Actor) -> list[tuple[str, str]]:
    """The roles this person may give, each with what it does; owners are made by owners."""
    given = (role for role in CLINIC_ROLES if role is not Role.OWNER or Role.OWNER in by.roles)
    return [(role.value, f"{role.label} – {WHAT_ROLES_DO[role]}") for role in given]


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, by: Actor, held: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = role_choices(by)  # type: ignore[attr-defined]
        self.fields["roles"].initial = list(held)


class InvitationForm(RolesForm):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("They can correct it when they join.")
    )
    field_order = ("email", "name", "roles")


class AcceptanceForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. Three or four unrelated words are easy to remember."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("The password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        password = given.get("password")
        if password and given.get("repeated") and password != given["repeated"]:
            self.add_error("repeated", _("The two passwords differ. Type the same one twice."))
        if password:
            try:
                password_validation.validate_password(password, User(email=self.email, name=given.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given


class DetailsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name", "title")


class AccountForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=_("Colours"), choices=THEMES, required=False, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ("name", "title", "language", "theme", "shortcuts")
        labels = {"shortcuts": _("Single keys are shortcuts")}
        help_texts = {
            "shortcuts": _(
                "Such as g and then p for Patients. Turn it off if you speak to your computer, "
                "or if keys act by accident."
            )
        }


class PolicyForm(forms.ModelForm):
    class Meta:
        model = Policy
        fields = ("second_factor_required", "idle_minutes", "longest_hours", "proof_minutes", "operator_access")
        help_texts = {
            "second_factor_required": _("Owners and administrators always need one, whatever you choose here."),
            "idle_minutes": _("Between 5 and 480."),
            "longest_hours": _("Between 1 and 12. The page warns in time, and what was typed stays on it."),
            "proof_minutes": _(
                "Between 5 and 60. Inviting staff, changing roles, keys for programs, exports and the like ask for a "
                "password, a passkey or a code once more when the last one is older."
            ),
            "operator_access": _(
                "For support: at most an hour, with a reason, without patients, money or the trail. Owners and the "
                "privacy officer are told at once. Without this mark nobody of the platform comes in, and a visit that "
                "goes on ends at once."
            ),
        }
