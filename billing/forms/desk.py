"""What is asked about desks and what lies in them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.forms.fields import MoneyField
from billing.models import Desk, Method


class DeskField(forms.ModelChoiceField):
    """Where money is taken; shown once the clinic has a desk."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Desk.objects.none(), label=_("Desk"), required=False, empty_label=_("At no desk"), **options)


def offer(form: forms.Form, desks: list[Desk]) -> None:
    """Let the form choose among these desks, or ask nothing where there are none."""
    if desks:
        form.fields["desk"].queryset = Desk.objects.in_use()  # type: ignore[attr-defined]
    else:
        del form.fields["desk"]


class DeskForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Such as Front desk, or Second floor."))


class DeskChangeForm(DeskForm):
    is_active = forms.BooleanField(label=_("In use"), required=False)


class OpeningForm(forms.Form):
    float_amount = MoneyField(label=_("In the drawer"), help_text=_("Notes and coins before anything is taken."))


class CashUpForm(forms.Form):
    cash = MoneyField(label=_("Cash counted"), help_text=_("All that lies in the drawer, what was there before too."))
    card = MoneyField(label=_("Card terminal, its total"))
    transfer = MoneyField(label=_("Bank transfers"), initial="0")
    reason = forms.CharField(
        label=_("Why it differs"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only when the count is not what it should be."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    opening = forms.UUIDField(widget=forms.HiddenInput)

    def counted(self) -> dict[str, Any]:
        return {method: self.cleaned_data[method] for method in Method.values}
