"""What is asked about a new API client."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.api.scopes import SCOPES


class ClientForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("The program and whose it is, such as “Laboratory, Dr. Chen”.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=[(scope, label) for scope, (label, _permissions) in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    redirect_uris = forms.CharField(
        label=_("Addresses to return to"),
        required=False,
        help_text=_(
            "Only for a program in which your people sign in, one address on each line. It then does what it may and "
            "they may. Leave it empty for a program that works by itself."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )

    def clean_redirect_uris(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["redirect_uris"].splitlines() if line.strip()]
