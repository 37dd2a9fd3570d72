"""`{{ amount|money:currency }}`."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import get_language

from billing.money import rate, shown

register = template.Library()


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    """An amount as the reader writes it; nothing for none."""
    return "" if amount is None else shown(amount, currency, get_language() or "en")


@register.filter
def percent(value: Decimal) -> str:
    """A rate as the reader writes it."""
    return rate(value, get_language() or "en")
