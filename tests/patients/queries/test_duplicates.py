from datetime import date

import pytest

from patients.actions.registration import register_many
from patients.queries.duplicates import alike, strongly_alike
from tests.factories import patients
from tests.statements import statements


@pytest.fixture
def reasons(in_alder):
    """`reasons(given="Anna")`: names of those like a person told so, each with why."""

    def find(**told):
        found = alike(patients.details(**told), to=patients.REGISTRAR)
        return {each.patient.name: [str(reason.label) for reason in each.reasons] for each in found}

    return find


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"given": "Anna", "family": "Ruis"}, ["similar name, same birth date"]),
        ({"given": "Ana", "family": "Berg"}, ["similar name, same birth date"]),
        ({"birth_date": None}, ["same name"]),
        ({"given": "Tom", "family": "Berg", "identifiers": (("us-ssn", "999243761"),)}, ["same identifier"]),
        ({"given": "Tom", "family": "Berg", "record_number": "a 17"}, ["same record number"]),
        ({"given": "Tom", "family": "Berg", "phone": "+1 (617) 555-0134"}, ["same telephone"]),
        ({"given": "Tom", "family": "Berg", "email": "ANA@example.com"}, ["same e-mail address"]),
    ],
)
def test_why_two_may_be_one(reasons, told, why):
    patients.register(
        record_number="A-17", phone="617-555-0134", email="ana@example.com", identifiers=(("us-ssn", "999-24-3761"),)
    )

    assert reasons(**told) == {"Ana Ruiz": why}


@pytest.mark.parametrize(
    "told",
    [
        {"birth_date": date(1990, 1, 1)},
        {"given": "Tom", "family": "Berg"},
        {"given": "Tom", "family": "Berg", "identifiers": (("passport", "999243761"),)},
        {"given": "", "family": "", "birth_date": None},
    ],
)
def test_who_is_not_alike(reasons, told):
    patients.register(identifiers=(("us-ssn", "999-24-3761"),))

    assert reasons(**told) == {}


def test_a_common_name_does_not_crowd_out_the_same_identifier(reasons):
    many = [patients.details(birth_date=None) for _number in range(120)]
    register_many(people=many, by=patients.REGISTRAR, at=patients.AT)
    patients.register(given="Eva", family="Berg", identifiers=(("us-ssn", "999-24-3761"),))

    assert "Eva Berg" in reasons(identifiers=(("us-ssn", "999243761"),))


def test_comparing_takes_few_statements_however_many_are_alike(in_alder):
    person = patients.details(phone="617-555-0134")
    register_many(people=[patients.details() for _number in range(30)], by=patients.REGISTRAR, at=patients.AT)

    with statements(1):
        assert len(alike(person, to=patients.REGISTRAR)) == 5
    with statements(2):
        assert alike(patients.details(given="Tom", family="Berg"), to=patients.REGISTRAR) == []


def test_many_at_once_are_compared_as_each_alone(in_alder):
    patients.register(record_number="A-17", identifiers=(("us-ssn", "999-24-3761"),))
    patients.register(given="Bea", family="Stone", birth_date=date(1990, 1, 1))
    told = [
        patients.details(given="Anna", family="Ruis"),
        patients.details(given="Tom", family="Berg", record_number="a17", birth_date=None),
        patients.details(
            given="Tom", family="Berg", identifiers=(("us-ssn", "999243761"),), birth_date=date(1990, 1, 1)
        ),
        patients.details(given="Beatrix", family="Stone", birth_date=date(1990, 1, 1)),
        patients.details(given="Tom", family="Berg", birth_date=date(1984, 3, 7)),
        patients.details(birth_date=None),
    ]

    together = strongly_alike(told, to=patients.REGISTRAR)

    alone = [[each for each in alike(person, to=patients.REGISTRAR) if each.is_strong] for person in told]
    assert [[(each.patient.name, each.reasons) for each in ones] for ones in together] == [
        [(each.patient.name, each.reasons) for each in ones] for ones in alone
    ]
    assert [len(ones) for ones in together] == [1, 1, 1, 1, 0, 0]


def test_many_at_once_cost_two_statements(in_alder):
    for number in range(3):
        patients.register(given=f"Ana{number}")

    with statements(2):
        strongly_alike([patients.details(given=f"Ana{number}") for number in range(40)], to=patients.REGISTRAR)
