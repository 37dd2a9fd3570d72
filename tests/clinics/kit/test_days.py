"""Days as people type them."""

from datetime import date

import pytest

from clinics.kit.days import named

TODAY = date(2026, 11, 21)  # a Saturday


def meant(text, language="en", country="US"):
    found = named(text, today=TODAY, language=language, country=country)
    return found and (found.day.isoformat(), found.rest)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-21"),
        ("Tomorrow", "2026-11-22"),
        ("yesterday", "2026-11-20"),
        ("sat", "2026-11-21"),
        ("friday", "2026-11-27"),
        ("24 nov", "2026-11-24"),
        ("nov 24", "2026-11-24"),
        ("November 24th", "2026-11-24"),
        ("24 nov 2027", "2027-11-24"),
        ("nov 24, 2027", "2027-11-24"),
        ("3 feb", "2027-02-03"),
        ("3 jul", "2026-07-03"),
        ("2026-12-01", "2026-12-01"),
        ("11/24", "2026-11-24"),
        ("11/24/2027", "2027-11-24"),
        ("24.11.", "2026-11-24"),
        ("24.11.2027", "2027-11-24"),
    ],
)
def test_a_day_is_understood(typed, day):
    assert meant(typed) == (day, "")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("mañana", "2026-11-22"),
        ("pasado mañana", "2026-11-23"),
        ("el lunes", "2026-11-23"),
        ("24 de noviembre", "2026-11-24"),
        ("24 de noviembre de 2027", "2027-11-24"),
        ("24/11", "2026-11-24"),
        ("tomorrow", "2026-11-22"),
    ],
)
def test_also_in_spanish_where_the_day_comes_first(typed, day):
    assert meant(typed, "es", "ES") == (day, "")


def test_the_words_beside_the_day_are_left():
    assert meant("Lopez tomorrow") == ("2026-11-22", "lopez")
    assert meant("24 nov ana lopez") == ("2026-11-24", "ana lopez")


@pytest.mark.parametrize("typed", ["", "ana", "may", "nov", "32 nov", "2026-00019", "2026-13-01", "ju 4", "m", "99/99"])
def test_what_is_no_day_is_none(typed):
    assert meant(typed) is None


def test_the_last_of_february_is_there_in_leap_years_only():
    assert meant("29 feb") is None
    assert meant("29 feb 2028") == ("2028-02-29", "")
