"""`among` finds what `in` finds, with one parameter."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import clinics.kit.lookups  # noqa: F401
from patients.models import ContactPoint, Patient
from tests.factories import patients


@pytest.fixture
def people(in_alder):
    return [patients.register(given=name, phone="+12125550100") for name in ("Ana", "Bo", "Cy")]


@pytest.mark.parametrize("chosen", [0, 1, 3])
def test_rows_of_a_relation_are_found(people, chosen):
    ids = [each.pk for each in people[:chosen]] + [uuid4()]

    found = ContactPoint.objects.filter(patient_id__among=ids)

    assert set(found) == set(ContactPoint.objects.filter(patient_id__in=ids))


def test_rows_are_found_by_their_own_id(people):
    ids = [people[0].pk, people[2].pk]

    assert {each.given for each in Patient.objects.filter(pk__among=ids)} == {"Ana", "Cy"}


def test_nobody_is_among_none(people):
    assert not Patient.objects.filter(pk__among=[]).exists()


def test_the_statement_does_not_grow_with_the_list(people):
    with CaptureQueriesContext(connection) as captured:
        list(ContactPoint.objects.filter(patient_id__among=[people[0].pk]))
        list(ContactPoint.objects.filter(patient_id__among=[each.pk for each in people]))
    one, three = [query["sql"].partition("ANY(")[0] for query in captured.captured_queries]
    assert one == three
