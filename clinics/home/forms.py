"""What people fill in about the clinic itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinics.home.logos import ACCEPT


class BrandForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As your patients know it. Mails come from it.")
    )
    accent = forms.CharField(
        label=_("Colour"),
        help_text=_("For buttons and links. Where it would be hard to read, a lighter or darker shade is used."),
        widget=forms.TextInput(
            attrs={
                "type": "color",
                "class": "input input-colour",
                "hx-trigger": "input changed delay:150ms",
                "hx-target": "#brand-preview",
                "hx-swap": "outerHTML",
            }
        ),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, up to 2 MB. Square ones look best."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    without_logo = forms.BooleanField(label=_("Remove the logo"), required=False)
    support_contact = forms.CharField(
        label=_("Whom to ask"),
        max_length=200,
        required=False,
        help_text=_("Shown when the clinic cannot be reached here, for example: Olivia, practice manager, 555 0100."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accent"].widget.attrs["hx-get"] = reverse("home:branding_preview")

    def logo_bytes(self) -> bytes | None:
        """What the action takes: None keeps the logo, b"" removes it."""
        if self.cleaned_data["without_logo"]:
            return b""
        upload = self.cleaned_data["logo"]
        return upload.read() if upload else None
