"""Amounts of money: Decimal at the exponent of their currency, rounded in one place, shown in one way. No database."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel.core import Locale, UnknownLocaleError
from babel.numbers import format_currency, format_percent, get_currency_precision, get_currency_symbol

MOST = Decimal(9999999999)


def exponent(currency: str) -> int:
    """Digits after the point (ISO 4217): 2 for USD, 0 for JPY, 3 for KWD."""
    return get_currency_precision(currency)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """At the currency's exponent, half up, as people round by hand."""
    return amount.quantize(Decimal(1).scaleb(-exponent(currency)), rounding=ROUND_HALF_UP)


def is_exact(amount: Decimal, currency: str) -> bool:
    """Whether the amount can be paid in this currency."""
    return rounded(amount, currency) == amount


def tax_of(net: Decimal, percent: Decimal, currency: str) -> Decimal:
    """The tax on a net amount, rounded."""
    return rounded(net * percent / 100, currency)


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def shown(amount: Decimal, currency: str, language: str) -> str:
    """As people of this language write it: `$1,250.00`, `1.250,00 €`."""
    return format_currency(amount, currency, locale=_locale(language))


def rate(percent: Decimal, language: str) -> str:
    """As people of this language write it: `7.5%`, `19 %`."""
    return format_percent(percent / 100, locale=_locale(language), decimal_quantization=False)


def typed(amount: Decimal, currency: str) -> str:
    """As it stands in a box where amounts are typed: `142.50`."""
    return f"{rounded(amount, currency)}"


def symbol(currency: str, language: str) -> str:
    return get_currency_symbol(currency, locale=_locale(language))


def parsed(text: str) -> Decimal | None:
    """An amount as typed with a point or a comma; None for what is none."""
    plain = text.strip().replace(" ", "").replace("\u00a0", "")
    if "," in plain and "." in plain:
        last = max(plain.rfind(","), plain.rfind("."))
        plain = plain[:last].replace(",", "").replace(".", "") + "." + plain[last + 1 :]
    try:
        amount = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) <= MOST else None


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
