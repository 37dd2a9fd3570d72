"""Sample people have charts that look as if somebody had kept them."""

from collections import Counter

import pytest

from clinics.kit.current import entering
from clinics.onboarding.samples import SampleColleague, SampleOrder
from clinics.staff.permissions import Permission, Role
from patients.actions import seeding
from patients.models import (
    Alert,
    AllergyIntolerance,
    AllergyState,
    ChartOpening,
    Patient,
    RelationKind,
    Relationship,
)


@pytest.fixture
def order(in_alder, acting, at) -> SampleOrder:
    team = (
        SampleColleague(actor=acting(Role.CLINICIAN), works_in="medicine"),
        SampleColleague(actor=acting(Role.FRONT_DESK), works_in="reception"),
    )
    return SampleOrder(patients=80, seed=5, by=acting(Role.OWNER), at=at, tell=lambda _words: None, team=team)


def test_people_came_over_many_months_and_each_after_being_born(order):
    seeding.fill(order)

    people = list(Patient.objects.all())
    assert len(people) == 80
    assert len({each.recorded_at.date() for each in people}) > 8
    assert all(each.birth_date <= each.recorded_at.date() and each.recorded_at < order.at for each in people)


def test_allergies_are_asked_of_some_and_not_of_others(order):
    seeding.fill(order)

    states = Counter(Patient.objects.values_list("allergy_state", flat=True))
    assert set(states) == set(AllergyState.values)
    with_a_row = set(AllergyIntolerance.objects.values_list("patient_id", flat=True))
    assert with_a_row == set(Patient.objects.filter(allergy_state="listed").values_list("pk", flat=True))
    assert {each.recorded_by_name for each in AllergyIntolerance.objects.all()} == {"Dana Doctor"}
    assert Alert.objects.active().exists()


def test_children_are_on_the_charts_of_their_parents(order):
    seeding.fill(order)

    parents = Relationship.objects.filter(kind__in=[RelationKind.MOTHER, RelationKind.FATHER]).select_related(
        "patient", "other"
    )
    assert parents
    assert all((row.patient.birth_date - row.other.birth_date).days > 17 * 365 for row in parents)


def test_those_who_see_charts_have_opened_some_lately(order):
    seeding.fill(order)

    openings = Counter(ChartOpening.objects.values_list("actor_id", flat=True))
    assert openings == {each.actor.id: seeding.OPENED for each in order.team}
    assert all(each.opened_at < order.at for each in ChartOpening.objects.all())


def test_only_the_clinic_that_is_filled_gets_people(order, birch):
    with entering(birch):
        before = Patient.objects.count()

    seeding.fill(order)

    with entering(birch):
        assert Patient.objects.count() == before


def test_where_nobody_works_yet_one_stand_in_writes(order):
    stand_in = SampleOrder(patients=1, seed=1, by=order.by, at=order.at, tell=order.tell).who_may(Permission.NOTE_SIGN)

    assert [(each.name, each.permissions) for each in stand_in] == [("Sample data", {Permission.NOTE_SIGN})]
