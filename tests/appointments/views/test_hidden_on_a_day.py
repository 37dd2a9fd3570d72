"""Somebody whom the reader does not see is busy time on a day, and nothing more."""

import pytest

from clinics.kit.current import entering
from clinics.kit.sight import Reach
from clinics.staff.permissions import Role
from tests.factories import appointments, patients, sight

DAY = "/calendar/?day=2026-11-03"


@pytest.fixture
def booked(db, alder):
    """Ana at ten, Bea at eleven."""
    with entering(alder):
        ana = patients.register(given="Anazephyra", family="Quill")
        bea = patients.register(given="Beatrixa", family="Oxbow", birth_date=None)
        appointments.book(ana)
        appointments.book(bea, starts_at=appointments.local("2026-11-03", "11:00"))
    return {"ana": ana, "bea": bea}


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FRONT_DESK])
def test_hidden_people_are_busy_time_without_a_name(alder, booked, visit, role):
    client = visit(alder, role)
    assert "day-taken" not in client.get(DAY).content.decode()
    with entering(alder):
        sight.join(booked["bea"], role)
        sight.decide(Reach.TEAM)

    page = client.get(DAY).content.decode()

    assert page.count('class="day-taken ') == 1
    assert "Beatrixa" in page
    assert "Anazephyra" not in page
    assert str(booked["ana"].pk) not in page


def test_nobody_is_offered_the_time_of_somebody_hidden(alder, booked, visit):
    client = visit(alder, Role.FRONT_DESK)
    gaps = client.get(DAY).content.decode().count('class="day-gap ')
    with entering(alder):
        sight.decide(Reach.TEAM)

    page = client.get(DAY).content.decode()

    assert page.count('class="day-gap ') == gaps
    assert page.count('class="day-taken ') == 2


def test_the_drawn_day_of_one_reader_is_not_shown_to_another(alder, booked, visit):
    with entering(alder):
        sight.decide(Reach.TEAM, Role.CLINICIAN)
    everybody, nobody = visit(alder, Role.FRONT_DESK), visit(alder, Role.CLINICIAN)

    assert "Anazephyra" in everybody.get(DAY).content.decode()
    assert "Anazephyra" not in nobody.get(DAY).content.decode()
    assert "Anazephyra" in everybody.get(DAY).content.decode()
