"""What people fill in about the clinic itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel import Locale
from babel.dates import get_day_names
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clinics.home.logos import ACCEPT, MOST_BYTES, LogoTooLarge
from clinics.kit import zones
from clinics.kit.countries import country
from clinics.models import Clinic


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

    def clean_logo(self) -> Any:
        """Nothing of a file that is far too large is read."""
        logo = self.cleaned_data["logo"]
        if logo and logo.size > MOST_BYTES:
            raise forms.ValidationError(str(LogoTooLarge.sentence), code=LogoTooLarge.code)
        return logo

    def logo_bytes(self) -> bytes | None:
        """What the action takes: None keeps the logo, b"" removes it."""
        if self.cleaned_data["without_logo"]:
            return b""
        upload = self.cleaned_data["logo"]
        return upload.read() if upload else None


class DetailsForm(forms.Form):
    """Where the clinic is reached, and how it counts its days."""

    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where letters to the clinic go. Each location has an address of its own."),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of mails to patients, and of pages for whoever has not chosen one."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Of everything that is not about one location."))
    week_start = forms.TypedChoiceField(label=_("The week begins on"), required=False, coerce=int, empty_value=None)
    used_identifiers = forms.MultipleChoiceField(
        label=_("Identifiers asked of patients"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is recorded already stays, whatever is chosen here."),
    )

    def __init__(self, *args: Any, clinic: Clinic, today: date, **kwargs: Any) -> None:
        here = country(clinic.country)
        self.offered = [system.key for system in here.identifiers]
        known = {name: getattr(clinic, name) for name in ("address", "phone", "language", "time_zone", "week_start")}
        known["used_identifiers"] = [key for key in self.offered if key not in clinic.unused_identifiers]
        super().__init__(*args, **{**kwargs, "initial": known})
        locale = Locale.parse(get_language() or "en", sep="-")
        names = [(day + 1, get_day_names("wide", "stand-alone", locale=locale)[day].capitalize()) for day in range(7)]
        usual = _("%(day)s, as usual in the country") % {"day": names[here.week_start][1]}
        self.fields["time_zone"].choices = zones.choices(on=today, known=clinic.time_zone)  # type: ignore[attr-defined]
        self.fields["week_start"].choices = [("", usual), *names]  # type: ignore[attr-defined]
        self.fields["used_identifiers"].choices = [(each.key, each.label) for each in here.identifiers]  # type: ignore[attr-defined]

    def decided(self) -> dict[str, Any]:
        """What the action takes."""
        values = dict(self.cleaned_data)
        used = values.pop("used_identifiers")
        return {**values, "unused_identifiers": [key for key in self.offered if key not in used]}
