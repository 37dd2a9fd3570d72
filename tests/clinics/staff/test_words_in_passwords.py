"""Passwords that are common, or made of what everybody knows of the clinic and the person, are refused."""

from __future__ import annotations

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from clinics.staff.models import User
from clinics.staff.passwords import EasilyGuessed
from tests.factories.staff import PASSWORD

DANA = User(email="dana.doctor@example.com", name="Dana Doctor")
GOOD = [PASSWORD, "alder trees beside four unrelated words", "x9!kQ2#vLm0p", "文字だけの長い合言葉を使います"]
WEAK = [
    "password1234",
    "qwertyuiop12",
    "mustangmustang",
    "iloveyou2020",
    "football2015!",
    "Summer2026!!",
    "111122223333",
]


def codes(password: str) -> set[str]:
    try:
        password_validation.validate_password(password, DANA)
    except ValidationError as refused:
        return {each.code for each in refused.error_list}
    return set()


@pytest.mark.parametrize(
    "weak", ["AlderClinic2026!", "alder-clinic-alder", "DanaDoctor2026", "polyclinic1234", "dana.doctor.dana"]
)
def test_words_of_the_place_do_not_count(in_alder, weak):
    assert "password_of_the_place" in codes(weak)


def test_another_clinics_name_counts_there(in_birch):
    assert "password_of_the_place" not in codes("alder and birches grow")


@pytest.mark.parametrize("good", GOOD)
def test_long_ones_of_other_words_are_taken_although_one_is_the_clinics(in_alder, good):
    assert codes(good) == set()


@pytest.mark.parametrize("weak", WEAK)
def test_what_programs_try_first_is_refused_with_years_and_signs_added(in_alder, weak):
    assert "password_easily_guessed" in codes(weak)


def test_ten_thousand_letters_are_judged_as_soon_as_seventy(in_alder):
    EasilyGuessed().validate("some words nobody would put beside another " * 250, DANA)


def test_the_platform_has_words_of_its_own(on_platform):
    assert "password_of_the_place" in codes("polyclinic1234")
