from datetime import date

import pytest
from django import forms
from django.utils import translation

from clinics.kit.date_parts import DatePartsField


class BirthForm(forms.Form):
    born = DatePartsField(label="Birth date")


class MaybeForm(forms.Form):
    born = DatePartsField(required=False)


def typed(day="", month="", year=""):
    return {"born_day": day, "born_month": month, "born_year": year}


def test_three_numbers_make_a_date():
    form = BirthForm(typed(" 7", "3", "1985"))

    assert form.is_valid()
    assert form.cleaned_data["born"] == date(1985, 3, 7)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"month": "3", "year": "1985"}, "The date must include a day."),
        ({"day": "7", "year": "1985"}, "The date must include a month."),
        ({"day": "7", "month": "3"}, "The date must include a year with four digits."),
        ({"day": "7", "month": "3", "year": "85"}, "The date must include a year with four digits."),
        ({"day": "31", "month": "2", "year": "1985"}, "This is not a real date. Check day, month and year."),
        ({"day": "7", "month": "March", "year": "1985"}, "This is not a real date. Check day, month and year."),
        ({"day": "7", "month": "9" * 40, "year": "1985"}, "This is not a real date. Check day, month and year."),
        ({}, "This field is required."),
    ],
)
def test_a_mistake_is_named(parts, sentence):
    assert BirthForm(typed(**parts)).errors["born"] == [sentence]


def test_nothing_typed_is_no_date_where_none_is_needed():
    form = MaybeForm(typed())

    assert form.is_valid()
    assert form.cleaned_data["born"] is None


def test_a_whole_date_is_taken_too():
    assert BirthForm({"born": "1985-03-07"}).is_valid()


def test_what_was_typed_is_shown_again_beside_the_error():
    page = str(BirthForm(typed("31", "2", "1985")))

    assert 'name="born_day" id="id_born_day" value="31"' in page
    assert 'role="alert"' in page


@pytest.mark.parametrize(("language", "first"), [("en", "born_month"), ("es", "born_day")])
def test_the_parts_stand_in_the_order_of_the_language(language, first):
    with translation.override(language):
        page = str(BirthForm())

    assert page.index(first) == min(page.index(f"born_{part}") for part in ("day", "month", "year"))


def test_a_date_unchanged_has_not_changed():
    form = BirthForm(typed("7", "3", "1985"), initial={"born": date(1985, 3, 7)})

    assert not form.has_changed()
