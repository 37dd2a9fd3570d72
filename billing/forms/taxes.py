"""Choosing a tax among the clinic's rates."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from billing.models import TaxRate
from billing.money import rate as shown_rate


def tax_choice(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=Decimal, required=False, empty_value=None)


def offer_rates(form: forms.Form, rates: Sequence[TaxRate], *, now: Decimal = Decimal(0)) -> None:
    """Let `tax_percent` choose among these, none, and what it is `now`."""
    language = get_language() or "en"
    offered = {Decimal(0): _("No tax")}
    offered |= {rate.percent: f"{rate.name} · {shown_rate(rate.percent, language)}" for rate in rates}
    offered.setdefault(now, shown_rate(now, language))
    form.fields["tax_percent"].choices = [(_plain(each), words) for each, words in offered.items()]  # type: ignore[attr-defined]
    form.initial["tax_percent"] = _plain(now)


def _plain(percent: Decimal) -> str:
    return f"{percent.normalize():f}"
