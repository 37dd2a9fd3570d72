"""What is asked about the head and foot of invoices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def several_lines(label: Any, *, most: int, rows: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class LetterheadForm(forms.Form):
    name = forms.CharField(label=_("Legal name"), max_length=120, help_text=_("Who issues the invoice, as registered."))
    address = several_lines(_("Address"), most=400, rows=3)
    tax_numbers = several_lines(
        _("Tax and registration numbers"), most=400, rows=2, help_text=_("One a line, with what it is before it.")
    )
    payment = several_lines(
        _("How to pay"),
        most=600,
        rows=3,
        help_text=_("Such as the bank account. Shown while something is to be paid."),
    )
    footer = several_lines(_("Last lines"), most=400, rows=2, help_text=_("At the foot of every page."))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        return {name: "\n".join(line.rstrip() for line in text.splitlines()) for name, text in told.items()}
