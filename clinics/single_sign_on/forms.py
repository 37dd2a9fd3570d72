"""What an owner fills in about the identity provider."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.single_sign_on.models import MAPPED_ROLES, Admission, IdentityProvider
from clinics.staff.forms import WHAT_ROLES_DO

MOST_VALUES = 50
PLAIN = {"spellcheck": "false", "autocomplete": "off", "autocapitalize": "none"}


class LinesField(forms.CharField):
    """One value on each line."""

    widget = forms.Textarea(attrs={"rows": 2, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = list(dict.fromkeys(line.strip() for line in super().clean(value).splitlines() if line.strip()))
        if len(lines) > MOST_VALUES or any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("Enter at most 50 values of at most 200 letters, one on each line."))
        return lines


class ProviderForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("It stands on the button: “Sign in with …”."))
    issuer = forms.CharField(
        label=_("Issuer"),
        max_length=500,
        help_text=_("The address the provider names itself by, exactly, such as https://login.example.com."),
        widget=forms.URLInput(attrs=PLAIN),
    )
    client_id = forms.CharField(label=_("Client id"), max_length=255, widget=forms.TextInput(attrs=PLAIN))
    client_secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        required=False,
        help_text=_("It is not shown again. Leave it empty to keep the one there is."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    admission = forms.ChoiceField(label=_("Who may come in"), choices=Admission.choices, widget=forms.RadioSelect)
    factor_values = LinesField(
        label=_("What counts as a second factor"),
        required=False,
        help_text=_(
            "Values of “amr” or “acr” by which the provider says that it asked for one, such as mfa, one on each line. "
            "Whoever comes with one is not asked again here. Leave it empty to always ask here."
        ),
    )
    role_claim = forms.CharField(
        label=_("Claim that holds groups"),
        max_length=100,
        required=False,
        help_text=_(
            "Such as groups, or realm_access.roles. Roles then follow it at each sign-in and replace what was chosen "
            "here. Leave it empty to go on deciding about roles here. It never makes or unmakes an owner."
        ),
        widget=forms.TextInput(attrs=PLAIN),
    )
    passwords_allowed = forms.BooleanField(
        label=_("People may also sign in with a password or passkey of this clinic"),
        required=False,
        help_text=_("Owners always may, so that the clinic stays open when the provider is not."),
    )
    is_enabled = forms.BooleanField(label=_("Show the button on the sign-in page"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in MAPPED_ROLES:
            self.fields[f"role_{role}"] = LinesField(
                label=_("Groups that give the role: %(role)s") % {"role": role.label},
                required=False,
                help_text=WHAT_ROLES_DO[role],
            )
        self.order_fields([*self.first_fields, *(f"role_{role}" for role in MAPPED_ROLES)])

    first_fields = (
        "name",
        "issuer",
        "client_id",
        "client_secret",
        "is_enabled",
        "passwords_allowed",
        "admission",
        "factor_values",
        "role_claim",
    )

    @property
    def decided(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        kept = {name: value for name, value in given.items() if not name.startswith("role_") or name == "role_claim"}
        role_values = {role.value: given[f"role_{role}"] for role in MAPPED_ROLES if given[f"role_{role}"]}
        return {**kept, "role_values": role_values}


def told_of(provider: IdentityProvider | None) -> dict[str, Any]:
    """What the form begins with; the secret is never in it."""
    if provider is None:
        return {"admission": Admission.KNOWN, "factor_values": ["mfa"], "passwords_allowed": True, "is_enabled": True}
    shown = {name: getattr(provider, name) for name in ProviderForm.first_fields if name != "client_secret"}
    return {**shown, **{f"role_{role}": values for role, values in provider.role_values.items()}}
