"""Amounts as people type them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing import money


class MoneyField(forms.CharField):
    """An amount as people type it, with a point or a comma."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "input number"})
        super().__init__(**{"max_length": 20, "widget": widget, **options})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        amount = money.parsed(text)
        if amount is None:
            raise forms.ValidationError(_("Enter an amount such as 80 or 12.50."), code="no_amount")
        return amount
