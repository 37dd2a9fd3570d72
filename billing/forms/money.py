"""What is asked about fees, lines, payments and corrections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.forms.desk import DeskField, offer
from billing.forms.fields import MoneyField
from billing.models import Desk, Fee


class LineForm(forms.Form):
    """A service from the fee list, or one with a text and price of its own."""

    fee = forms.ModelChoiceField(
        Fee.objects.none(), label=_("Service"), required=False, empty_label=_("Something else, typed below")
    )
    display = forms.CharField(label=_("What it is"), max_length=120, required=False)
    unit_amount = MoneyField(label=_("Price"), required=False)
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=999, initial=1)
    served_on = forms.DateField(label=_("Day of service"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


class FeeListForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    valid_from = forms.DateField(label=_("Valid from"), widget=forms.DateInput(attrs={"type": "date"}))


class FeeForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=20)
    display = forms.CharField(label=_("Service"), max_length=120)
    unit_amount = MoneyField(label=_("Price"))
    tax_percent = forms.DecimalField(
        label=_("Tax in per cent"), min_value=Decimal(0), max_value=Decimal(100), decimal_places=3, initial=0
    )


class FeeChangeForm(FeeForm):
    code = None  # type: ignore[assignment]  # a code stays what it is
    is_active = forms.BooleanField(label=_("In use"), required=False)
