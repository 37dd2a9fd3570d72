import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.kit.phones import Phone, national_digits, read_phone, shown_number, shown_phone


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("555-850-7198", "US", "+15558507198"),
        ("(617) 555-0123", "US", "+16175550123"),
        ("+1 617 555 0123", "DE", "+16175550123"),
        ("07700 900123", "GB", "+447700900123"),
        ("030 23125 123", "DE", "+493023125123"),
        ("0049 30 23125123", "DE", "+493023125123"),
        ("６１７ ５５５ ０１２３", "US", "+16175550123"),
    ],
)
def test_a_number_is_brought_to_its_international_form(text, country, number):
    assert read_phone(text, country) == Phone(number)


def test_an_extension_is_kept_apart():
    assert read_phone("617-555-0123 x45", "US") == Phone("+16175550123", "45")


def test_a_local_number_keeps_its_digits():
    assert read_phone("55-0123", "US") == Phone("550123")


@pytest.mark.parametrize("text", ["", "n/a", "none", "call her son", "12", "1" * 41, "mobile of 3 sons 12345"])
def test_what_cannot_be_dialled_is_no_number(text):
    assert read_phone(text, "US") is None


@given(st.text(max_size=60))
def test_no_text_breaks_it(text):
    phone = read_phone(text, "US")
    assert phone is None or national_digits(phone.number).isdecimal()


def test_national_digits_have_neither_country_code_nor_trunk_zero():
    assert [national_digits(number) for number in ("+447700900123", "+15558507198", "5550123")] == [
        "7700900123",
        "5558507198",
        "5550123",
    ]


def test_a_number_is_shown_as_written_where_the_clinic_is():
    phone = Phone("+447700900123", "9")
    assert shown_phone(phone, "GB") == "07700 900123 ext. 9"
    assert shown_phone(phone, "US") == "+44 7700 900123 ext. 9"
    assert shown_phone(Phone("550123"), "US") == "550123"


@pytest.mark.parametrize(
    ("text", "country", "shown"),
    [
        ("+12125550100", "US", "(212) 555-0100"),
        ("+34612345678", "ES", "612 34 56 78"),
        ("+34612345678", "US", "+34 612 34 56 78"),
        ("+390612345678", "IT", "06 1234 5678"),
        ("(212) 555-0100", "US", "(212) 555-0100"),
        ("ask at the desk", "US", "ask at the desk"),
        ("+999", "US", "+999"),
        ("", "US", ""),
    ],
)
def test_a_number_is_shown_as_written_at_home(text, country, shown):
    assert shown_number(text, country) == shown
