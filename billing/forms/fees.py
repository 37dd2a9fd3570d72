"""What is asked about fee lists, services and tax rates."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.forms.fields import MoneyField
from billing.forms.taxes import offer_rates, tax_choice
from billing.models import TaxRate
from clinics.kit.dates import DayField


class FeeListForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    valid_from = DayField(label=_("Valid from"))


class FollowingListForm(FeeListForm):
    change_percent = forms.DecimalField(
        label=_("Dearer by, in per cent"),
        min_value=Decimal(-90),
        max_value=Decimal(500),
        decimal_places=2,
        initial=0,
        help_text=_("Below zero makes it cheaper. Each price is rounded; look them over afterwards."),
    )


class EndForm(forms.Form):
    valid_until = DayField(
        label=_("Not valid any more from"),
        required=False,
        help_text=_("Leave it empty to let it go on without an end."),
    )


class TaxRateForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Such as VAT, or VAT reduced."))
    percent = forms.DecimalField(
        label=_("Per cent"), min_value=Decimal("0.001"), max_value=Decimal(100), decimal_places=3
    )
    valid_from = DayField(label=_("Valid from"))


class FeeForm(forms.Form):
    """With tax rates, tax is chosen among them; before there are any, it is typed."""

    code = forms.CharField(label=_("Code"), max_length=20)
    display = forms.CharField(label=_("Service"), max_length=120)
    unit_amount = MoneyField(label=_("Price"))
    tax_percent = forms.DecimalField(
        label=_("Tax in per cent"), min_value=Decimal(0), max_value=Decimal(100), decimal_places=3, initial=0
    )

    def __init__(self, *args: Any, rates: Sequence[TaxRate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rates:
            now = Decimal(self.initial.get("tax_percent") or 0)
            self.fields["tax_percent"] = tax_choice(_("Tax"))
            offer_rates(self, rates, now=now)

    def clean_tax_percent(self) -> Decimal:
        return self.cleaned_data["tax_percent"] or Decimal(0)


class FeeChangeForm(FeeForm):
    code = None  # type: ignore[assignment]  # a code stays what it is
    is_active = forms.BooleanField(label=_("In use"), required=False)
