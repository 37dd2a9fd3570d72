import zoneinfo
from decimal import Decimal

import pytest
from babel import Locale

from clinics.kit.countries import PRESETS, UnknownCountry, countries, country, country_name


@pytest.mark.parametrize(
    ("code", "currency", "language", "week_start", "date_order"),
    [
        ("US", "USD", "en", 6, "mdy"),
        ("GB", "GBP", "en", 0, "dmy"),
        ("DE", "EUR", "de", 0, "dmy"),
        ("CH", "CHF", "de", 0, "dmy"),
        ("CA", "CAD", "en", 6, "ymd"),
        ("ZA", "ZAR", "en", 6, "ymd"),
        ("MX", "MXN", "es", 6, "dmy"),
        ("AE", "AED", "en", 0, "dmy"),
        ("PL", "PLN", "pl", 0, "dmy"),
    ],
)
def test_a_country_brings_its_presets(code, currency, language, week_start, date_order):
    found = country(code)
    assert (found.currency, found.language, found.week_start, found.date_order) == (
        currency,
        language,
        week_start,
        date_order,
    )


@pytest.mark.parametrize("code", countries())
def test_a_clinic_can_be_in_every_country(code):
    found = country(code)
    assert zoneinfo.ZoneInfo(found.time_zone)
    assert Locale.parse(found.language)
    assert sorted(found.date_order) == ["d", "m", "y"]
    assert len(found.currency) == 3
    assert len({service.key for service in found.services}) == len(found.services) == 7


@pytest.mark.parametrize("code", PRESETS)
def test_a_written_preset_has_fees_and_national_identifiers(code):
    found = country(code)
    assert all(service.amount and service.amount > 0 for service in found.services)
    assert found.national
    assert found.identifiers[: len(found.national)] == found.national


def test_fees_are_in_steps_that_people_use():
    assert [service.amount for service in country("IN").services[:2]] == [Decimal("1450.00"), Decimal("900.00")]


def test_no_fee_is_invented_where_none_is_known():
    assert {service.amount for service in country("PL").services} == {None}


@pytest.mark.parametrize("code", ["", "XX", "USA", "ZZ", "001", "Germany"])
def test_anything_else_is_no_country(code):
    with pytest.raises(UnknownCountry):
        country(code)


def test_small_letters_will_do():
    assert country("us").code == "US"


def test_a_country_is_named_in_a_language():
    assert [country_name("DE", language) for language in ("en", "es", "pt-BR", "nonsense")] == [
        "Germany",
        "Alemania",
        "Alemanha",
        "DE",
    ]
