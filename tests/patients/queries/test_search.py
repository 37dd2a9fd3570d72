from datetime import date

import pytest

from clinics.kit.current import entering
from clinics.staff.permissions import Role
from patients.queries.search import find
from tests.factories import patients


@pytest.fixture
def found(in_alder, acting):
    """`found("ana")`: names of those found, with a mark on those who only sound alike."""

    def names(text, limit=20):
        hits = find(text, to=acting(Role.FRONT_DESK), limit=limit).hits
        return [hit.patient.name + (" ~" if hit.only_sounds_alike else "") for hit in hits]

    return names


@pytest.mark.parametrize(
    "typed",
    [
        "ruiz", "Ana Ruiz", "ruiz, ana", "an ru", "RUÍZ", "7.3.1984 ana" , "1984-03-07", "(555) 850-7198", "8507198",
        "ana@example.com", "ANA@Example.com", "999-24-3761", "us-ssn|999243761", "A-17", "a17",
    ],
)  # fmt: skip
def test_a_person_is_found_by_what_is_known_of_them(found, typed):
    patients.register(
        phone="555-850-7198",
        email="ana@example.com",
        identifiers=(("us-ssn", "999-24-3761"),),
        record_number="A-17",
    )
    patients.register(given="Tom", family="Berg", birth_date=date(1990, 1, 1))

    assert found(typed) == ["Ana Ruiz"]


def test_exact_names_come_first_then_beginnings_then_sounds(found):
    for family in ("Smithson", "Smyth", "Smith"):
        patients.register(given="Jo", family=family)

    assert found("smith") == ["Jo Smith", "Jo Smithson", "Jo Smyth ~"]


def test_all_words_must_fit(found):
    patients.register()
    patients.register(given="Ana", family="Berg")

    assert found("ana ruiz") == ["Ana Ruiz"]


def test_a_short_name_is_found_among_very_many_that_begin_so(found):
    from patients.actions.registration import register_many

    many = [patients.details(given="Kim", family=f"Lind{number}") for number in range(220)]
    register_many(people=many, by=patients.REGISTRAR, at=patients.AT)
    patients.register(given="Kim", family="Li")

    assert found("li")[0] == "Kim Li"


def test_nobody_of_another_clinic_is_found(found, birch, acting):
    patients.register()
    with entering(birch):
        patients.register(given="Ana", family="Other")

    assert found("ana") == ["Ana Ruiz"]


def test_nothing_typed_finds_nobody(found):
    patients.register()

    assert found("  ") == []


def test_who_may_not_see_patients_finds_nobody(in_alder, acting):
    patients.register()

    assert find("ana", to=acting(Role.AUDITOR), limit=20).hits == []


def test_a_search_takes_few_statements_however_many_fit(found, in_alder, acting, django_assert_num_queries):
    from patients.actions.registration import register_many

    by = acting(Role.FRONT_DESK)
    patients.register(given="Zoe")
    register_many(people=[patients.details() for _number in range(100)], by=patients.REGISTRAR, at=patients.AT)

    with django_assert_num_queries(2):
        assert len(find("zoe", to=by, limit=20).hits) == 1
    with django_assert_num_queries(2):
        assert len(find("ana", to=by, limit=20).hits) == 20
