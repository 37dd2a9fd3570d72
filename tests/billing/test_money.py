from decimal import Decimal

import pytest

from billing import money


@pytest.mark.parametrize(("currency", "digits"), [("USD", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_has_its_own_digits(currency, digits):
    assert money.exponent(currency) == digits


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [("1.005", "USD", "1.01"), ("2.5", "JPY", "3"), ("1.2345", "KWD", "1.235"), ("-1.005", "EUR", "-1.01")],
)
def test_halves_go_away_from_zero_as_people_round(amount, currency, expected):
    assert money.rounded(Decimal(amount), currency) == Decimal(expected)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("12.50", "12.50"), ("12,50", "12.50"), ("1,234.50", "1234.50"), ("1.234,50", "1234.50"), (" 80 ", "80")],
)
def test_amounts_are_read_as_people_type_them(typed, expected):
    assert money.parsed(typed) == Decimal(expected)


@pytest.mark.parametrize("typed", ["", "ten", "1e999", "NaN", "Infinity", "1.2.3.4x"])
def test_what_is_no_amount_is_none(typed):
    assert money.parsed(typed) is None


def test_amounts_are_shown_in_the_readers_way():
    assert money.shown(Decimal(1250), "USD", "en") == "$1,250.00"
    assert money.shown(Decimal(1250), "EUR", "es") == "1.250,00\xa0€"
