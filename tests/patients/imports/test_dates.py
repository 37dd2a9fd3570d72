import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.imports.date_columns import DateColumn
from patients.imports.dates import DateReading, is_date_like
from patients.imports.findings import Ambiguity, Finding

TODAY = date(2026, 6, 1)


def column(*values, date_order="dmy", **answers):
    dates = DateColumn("dates:1", "dob", TODAY, date_order)
    for value in values:
        dates.add(value)
    return dates.outcome({f"dates:1:{key}": answer for key, answer in answers.items()})


def questions(decided):
    return {asked.key: [choice.value for choice in asked.choices] for asked in decided if isinstance(asked, Ambiguity)}


def days(reading, *values):
    return [reading.parse(value, TODAY) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "1977-04-11", "1977/4/11", "1977.04.11", "1977-04-11T18:38:58+00:00", "1977-04-11 00:00:00", "11 Apr 1977",
        "11-Apr-1977", "11.April 1977", "Apr 11, 1977", "April 11 1977", "11th April 1977", "11 de abril de 1977",
        "11. avril 1977", "lunes, 11 de abril de 1977", "11-APR-77", "11apr1977", "Monday, April 11, 1977",
    ],
)  # fmt: skip
def test_some_dates_have_one_reading(text):
    reading, decided = column(text)
    assert decided == []
    assert days(reading, text) == [date(1977, 4, 11)]


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["11/04/1977", "31/12/1980"], "dmy"),
        (["04/11/1977", "12/31/1980"], "mdy"),
        (["1.2.1977", "13.2.1977"], "dmy"),
        (["1-2-1977 10:30", "2-13-1977 09:15"], "mdy"),
    ],
)
def test_one_telling_date_decides_the_order(values, order):
    reading, decided = column(*values)
    assert [finding.value for finding in decided] == [order] == [reading.numeric]
    assert "1 of 2" in str(decided[0].evidence)


def test_where_both_orders_fit_every_date_it_is_asked():
    _reading, decided = column("01/02/1977", "03/04/1980")
    assert questions(decided) == {"dates:1:numeric": ["dmy", "mdy"]}
    assert decided[0].choices[0].samples[0] == "01/02/1977 → 1 February 1977"


def test_the_order_of_the_country_is_offered_first_but_never_assumed():
    assert questions(column("01/02/1977", date_order="mdy")[1]) == {"dates:1:numeric": ["mdy", "dmy"]}


def test_where_dates_contradict_each_other_it_is_asked():
    assert questions(column("31/12/1980", "12/31/1980")[1]) == {"dates:1:numeric": ["dmy", "mdy"]}


def test_an_answer_decides():
    reading, decided = column("01/02/1977", numeric="mdy")
    assert questions(decided) == {}
    assert days(reading, "01/02/1977") == [date(1977, 1, 2)]


def test_a_wrong_answer_is_asked_again():
    assert questions(column("01/02/1977", numeric="ymd")[1]) == {"dates:1:numeric": ["dmy", "mdy"]}


def test_dates_that_exist_in_no_order_decide_nothing():
    reading, decided = column("31/31/1980", "31/12/1980")
    assert questions(decided) == {}
    with pytest.raises(ValueError):
        reading.parse("31/31/1980", TODAY)


def test_a_birth_to_come_is_no_reading():
    reading, decided = column("03/07/2026", "01/11/2026")
    assert questions(decided) == {}
    assert days(reading, "03/07/2026") == [date(2026, 3, 7)]


def test_two_digit_years_of_one_century_are_read():
    reading, decided = column("31/12/80", "11/04/77")
    assert questions(decided) == {}
    assert days(reading, "31/12/80", "11/04/77") == [date(1980, 12, 31), date(1977, 4, 11)]


def test_two_digit_years_of_two_centuries_are_asked():
    _reading, decided = column("31/12/80", "11/04/19")
    assert questions(decided) == {"dates:1:century": ["recent", "refuse"]}
    with pytest.raises(ValueError, match="century"):
        column("31/12/80", "11/04/19", century="refuse")[0].parse("11/04/19", TODAY)
    recent = column("31/12/80", "11/04/19", century="recent")[0]
    assert days(recent, "31/12/80", "11/04/19") == [date(1980, 12, 31), date(2019, 4, 11)]


def test_eight_digits_are_read_by_the_order_that_fits_all():
    assert days(column("19770411", "19801231")[0], "19770411") == [date(1977, 4, 11)]
    assert days(column("11041977", "31121980")[0], "11041977") == [date(1977, 4, 11)]


def test_days_of_excel_are_asked_about_with_what_they_would_be():
    _reading, decided = column("28226", "29586")
    assert questions(decided) == {"dates:1:serial": ["1900", "1904"]}
    assert decided[0].choices[0].samples[0] == "28226 → 11 April 1977"
    assert days(column("28226", serial="1900")[0], "28226") == [date(1977, 4, 11)]


@pytest.mark.parametrize("text", ["0000-00-00", "00/00/0000", "0000-00-00 00:00:00", "00000000"])
def test_never_is_no_date(text):
    reading, decided = column(text, "1977-04-11")
    assert decided == []
    assert days(reading, text) == [None]


@pytest.mark.parametrize(
    "text", ["soon", "1977", "1977-13-01", "1977-02-30", "31/31/1980", "April", "11 Foo 1977", "²"]
)
def test_what_is_no_date_is_an_error(text):
    with pytest.raises(ValueError):
        DateReading(numeric="dmy", short="dmy", compact="ymd").parse(text, TODAY)


@given(st.lists(st.dates(date(1925, 1, 1), TODAY), min_size=1), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y"]))
def test_the_right_order_is_found_or_asked_never_another(births, pattern):
    reading, decided = column(*(birth.strftime(pattern) for birth in births))
    if not questions(decided):
        assert days(reading, *(birth.strftime(pattern) for birth in births)) == births


@given(
    st.lists(st.dates(TODAY - timedelta(days=36500), TODAY), min_size=1),
    st.sampled_from(["%d/%m/%y", "%m/%d/%y", "%y-%m-%d"]),
)
def test_short_years_are_found_or_asked_never_another(births, pattern):
    reading, decided = column(*(birth.strftime(pattern) for birth in births))
    if not questions(decided):
        assert days(reading, *(birth.strftime(pattern) for birth in births)) == births


@given(st.text(max_size=30))
def test_no_text_breaks_a_column(text):
    reading, decided = column(text)
    assert all(isinstance(each, Finding | Ambiguity) for each in decided)
    with contextlib.suppress(ValueError):
        reading.parse(text, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/2/1980", True),
        ("1980-02-01", True),
        ("1 Feb 1980", True),
        ("Apr 11, 1977", True),
        ("12 Main St", False),
        ("555-0123", False),
    ],
)
def test_dates_are_told_from_other_values(text, expected):
    assert is_date_like(text) is expected
