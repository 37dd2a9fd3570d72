"""Somebody whom the reader does not see is busy time on a day, and nothing more."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from appointments.models import Appointment
from appointments.queries.openings import openings
from clinics.kit.current import entering
from clinics.kit.sight import Reach
from clinics.staff.permissions import Role
from tests.factories import appointments, patients, sight

DAY = "/calendar/?day=2026-11-03"


@pytest.fixture(autouse=True)
def _it_is_monday():
    with time_machine.travel("2026-11-02T15:00:00Z", tick=False):
        yield


@pytest.fixture
def booked(db, alder):
    """Ana at ten, Bea at eleven."""
    with entering(alder):
        ana = patients.register(given="Anazephyra", family="Quill")
        bea = patients.register(given="Beatrixa", family="Oxbow", birth_date=None)
        kind = appointments.book(ana).type
        appointments.book(bea, starts_at=appointments.local("2026-11-03", "11:00"))
    return {"ana": ana, "bea": bea, "kind": kind}


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


def test_the_list_of_a_day_says_when_somebody_hidden_is_busy_time(alder, booked, visit):
    """Each once, whether a column is a provider's or a room's; not as free time, and without a name."""
    client = visit(alder, Role.FRONT_DESK)
    with entering(alder):
        sight.join(booked["bea"], Role.FRONT_DESK)
        sight.decide(Reach.TEAM)

    page = client.get(f"{DAY}&show=list").content.decode()

    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in page.split('<tr role="row"')]
    assert sum("Busy" in row for row in rows) == 1
    assert next(row for row in rows if "Busy" in row).endswith("Dana Doctor")
    assert "Anazephyra" not in page
    assert "Beatrixa" in page


@pytest.mark.parametrize("view", ["week", "month"])
def test_weeks_and_months_say_how_much_time_is_left_whoever_is_booked(alder, booked, visit, view):
    client = visit(alder, Role.FRONT_DESK)
    whole = load(client, view)
    with entering(alder):
        sight.join(booked["bea"], Role.FRONT_DESK)
        sight.decide(Reach.TEAM)

    narrowed = load(client, view)

    assert whole == ("2 booked", "7 h free")
    assert narrowed == ("1 booked", "7 h free")


def load(client, view) -> tuple[str, str]:
    """What the overview says of the day: how many are booked, and how much time is left."""
    page = " ".join(client.get(f"{DAY}&view={view}").content.decode().split())
    found = re.search(r'<a class="load-cell" href="[^"]*day=2026-11-03[^"]*"[^>]*>(.*?)</a>', page)
    words = " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())
    return re.search(r"\d+ booked", words)[0], re.search(r"[\d h]+ free", words)[0].strip()


def test_booking_offers_the_time_of_nobody_hidden(alder, booked, visit):
    """Openings ask what is reserved, not who is seen, so that they and the calendar agree."""
    client = visit(alder, Role.FRONT_DESK)
    with entering(alder):
        sight.decide(Reach.TEAM)
        at_ten = appointments.local("2026-11-03", "10:00")
        asked = {"location": appointments.site(), "first_day": date(2026, 11, 3), "days": 1, "at": appointments.AT}
        found = {each.starts_at for each in openings(type=booked["kind"], **asked)}

    assert at_ten - timedelta(minutes=30) in found
    assert at_ten not in found
    assert client.get(f"{DAY}&show=list").content.decode().count(">Busy<") == 2


def test_nobody_is_told_live_of_an_appointment_they_do_not_see(alder, booked, visit):
    client = visit(alder, Role.CLINICIAN)
    with entering(alder):
        asked = [f"appointment:{Appointment.objects.get(patient=booked[who]).pk}" for who in ("ana", "bea")]
    asked += ["appointment:none", f"appointment:{uuid4()}"]

    def watched():
        return client.get("/live/admission/", {"topic": asked}).json()["topics"]

    assert watched() == asked[:2]
    with entering(alder):
        sight.join(booked["bea"], Role.CLINICIAN)
        sight.decide(Reach.TEAM)
    assert watched() == asked[1:2]
