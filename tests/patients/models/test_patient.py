"""Patients are found by their tokens in the database, whole ones."""

import pytest

from patients.models import Patient
from tests.factories import patients


def test_a_token_beyond_32_bits_finds_its_person(in_alder):
    person = patients.register()
    token = next(token for token in person.search_tokens if abs(token) > 2**31)
    assert list(Patient.objects.with_a_token_of_each([[token]])) == [person]


def test_one_token_of_every_group_is_needed(in_alder):
    person = patients.register()
    first, second = person.search_tokens[:2]
    assert list(Patient.objects.with_a_token_of_each([[first, 1], [second]])) == [person]
    assert list(Patient.objects.with_a_token_of_each([[first], [1]])) == []


@pytest.mark.parametrize("token", [2**63 - 1, -(2**63), 0])
def test_the_ends_of_the_range_are_asked_for_as_they_are(in_alder, token):
    assert list(Patient.objects.with_a_token_of_each([[token]])) == []
