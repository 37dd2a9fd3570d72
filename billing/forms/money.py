"""What is asked about fees, lines, payments and corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.forms.desk import DeskField, offer
from billing.forms.fields import MoneyField
from billing.forms.taxes import offer_rates, tax_choice
from billing.models import Desk, Fee, TaxRate
from clinics.kit.dates import DayField


class LineForm(forms.Form):
    """A service from the fee list, or one with a text and price of its own."""

    fee = forms.ModelChoiceField(
        Fee.objects.none(), label=_("Service"), required=False, empty_label=_("Something else, typed below")
    )
    display = forms.CharField(label=_("What it is"), max_length=120, required=False)
    unit_amount = MoneyField(label=_("Price"), required=False)
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=999, initial=1)
    served_on = DayField(label=_("Day of service"))
    tax_percent = tax_choice(_("Tax on a typed price"))

    def __init__(self, *args: Any, day: date, rates: Sequence[TaxRate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rates(self, rates)
        if not rates:
            del self.fields["tax_percent"]
        self.fields["fee"].queryset = Fee.objects.valid_on(day).for_choosing()  # type: ignore[attr-defined]
        self.fields["served_on"].initial = day

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("fee") is None and not self.errors:
            if not told.get("display"):
                self.add_error("display", _("Choose a service, or write what it is."))
            if told.get("unit_amount") is None:
                self.add_error("unit_amount", _("Enter the price."))
        return told


class PaymentForm(forms.Form):
    """Money that came. `key` makes sending it twice one payment."""

    amount = MoneyField(label=_("Amount"))
    method = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)
    reference = forms.CharField(
        label=_("Reference"), max_length=120, required=False, help_text=_("Such as the number on the terminal's slip.")
    )
    as_deposit = forms.BooleanField(
        label=_("Keep it as a deposit"), required=False, help_text=_("No invoice is settled by it now.")
    )
    desk = DeskField()
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, methods: Any, desks: list[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = methods  # type: ignore[attr-defined]
        offer(self, desks)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)
    key = forms.UUIDField(widget=forms.HiddenInput)


class AmountForm(ReasonForm):
    amount = MoneyField(label=_("Amount"))
    field_order = ["amount", "reason", "key"]


class RefundForm(AmountForm):
    method = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)
    desk = DeskField()
    field_order = ["amount", "method", "reason", "desk", "key"]

    def __init__(self, *args: Any, methods: Any, desks: list[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = methods  # type: ignore[attr-defined]
        offer(self, desks)
