"""What is asked to send an invoice, and to open one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.kit.date_parts import DatePartsField, DatePartsWidget


class SendForm(forms.Form):
    to = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, addresses: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(each, each) for each in addresses]  # type: ignore[attr-defined]
        self.fields["to"].initial = next(iter(addresses), None)


class BirthDateForm(forms.Form):
    birth_date = DatePartsField(
        label=_("Birth date of the patient"),
        help_text=_("As the clinic has it. Then the invoice comes as a PDF file."),
        widget=DatePartsWidget(),
    )
