"""Of the passwords that programs try first, those long enough to be chosen are refused: counted."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.contrib.auth import password_validation
from django.test import override_settings
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from tests.clinics.staff.test_words_in_passwords import codes

pytestmark = pytest.mark.slow
WITHOUT_OURS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]


def known() -> list[str]:
    """Long enough ones among what programs try first: two lists of passwords, and words that people use as such."""
    folder = Path(password_validation.__file__).parent
    common = gzip.decompress((folder / "common-passwords.txt.gz").read_bytes()).decode().split()
    return sorted({word for words in (*FREQUENCY_LISTS.values(), common) for word in words if len(word) >= 12})


def test_of_known_common_ones_that_are_long_enough_more_than_three_thousand_are_refused(in_alder):
    refused = [each for each in known() if codes(each)]

    assert len(refused) > 3_000
    assert len(refused) > 0.97 * len(known())


def test_django_s_own_lists_alone_refuse_a_few_hundred(in_alder):
    with override_settings(AUTH_PASSWORD_VALIDATORS=WITHOUT_OURS):
        refused = [each for each in known() if codes(each)]

    assert len(refused) < 400
