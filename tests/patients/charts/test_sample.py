"""The texts of sample notes."""

import random

import pytest

from patients.charts.sample import courses_in
from patients.charts.sample.course import measured
from patients.charts.sections import sections_of

LANGUAGES = ("en", "es")


def visits(language):
    return [visit for course in courses_in(language) for visit in course.visits]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_visit_has_the_sections_of_its_kind_with_nothing_left_to_fill_in(language):
    for visit in visits(language):
        body = measured(random.Random(1), visit.body)
        assert tuple(body) == sections_of(visit.kind)
        assert all(text.strip() and "{" not in text and "  " not in text for text in body.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("age", range(0, 97, 4))
def test_people_of_any_age_have_something_to_come_for(language, age):
    assert any(course.fits(age=age, gender="male") for course in courses_in(language))


def test_other_languages_are_written_in_english():
    assert courses_in("de") == courses_in("en")


def test_a_person_of_unknown_age_fits_nowhere():
    assert not any(course.fits(age=None, gender=None) for course in courses_in("en"))
