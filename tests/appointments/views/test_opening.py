"""A location's opening hours and closed days are set on its page, and what is booked then is listed."""

import pytest
import time_machine

from appointments.models import HoursException
from clinics.kit.current import entering
from clinics.places.models import OpeningHours
from tests.factories import appointments, patients
from tests.factories.appointments import AT, book
from tests.factories.staff import Role


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def admin(visit, alder):
    return visit(alder, Role.ADMINISTRATOR)


@pytest.fixture
def site(alder, db):
    with entering(alder):
        return appointments.site()


@pytest.fixture
def where(site):
    return f"/settings/locations/{site.pk}/"


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_opening_hours_are_set_and_shown(admin, alder, where):
    sent = {"day-1-0-starts": "08:00", "day-1-0-ends": "12:00", "day-1-1-starts": "13:00", "day-1-1-ends": "18:00"}

    assert admin.post(f"{where}opening-hours/", sent)["Location"] == where

    page = text(admin.get(where))
    assert "8:00 AM\u2009\u2013\u200912:00 PM" in page
    assert "1:00 PM\u2009\u2013\u20096:00 PM" in page
    with entering(alder):
        assert OpeningHours.objects.count() == 2


def test_hours_that_leave_somebody_out_lead_to_who_is_booked(admin, alder, where):
    with entering(alder):
        book(patients.register(given="Ana", family="Ruiz"))

    changed = admin.post(f"{where}opening-hours/", {"day-2-0-starts": "13:00", "day-2-0-ends": "18:00"})

    assert changed["Location"] == f"{where}outside-hours/"
    page = text(admin.get(changed["Location"]))
    assert "1 booked appointment falls outside the hours now." in page
    assert "Ana Ruiz" in page


def test_the_editor_adds_a_row_without_saving_and_says_what_cannot_be(admin, alder, where):
    sent = {"day-1-0-starts": "08:00", "day-1-0-ends": "12:00"}
    assert 'name="day-1-1-starts"' in text(admin.post(f"{where}opening-hours/", {**sent, "more": "1"}))
    wrong = {"day-1-0-starts": "12:00", "day-1-0-ends": "08:00"}
    assert "This is not after the beginning." in text(admin.post(f"{where}opening-hours/", wrong), 422)

    with entering(alder):
        assert not OpeningHours.objects.exists()


def test_closed_days_are_added_lead_to_who_is_booked_and_are_taken_back(admin, alder, where):
    with entering(alder):
        book(patients.register(given="Ana", family="Ruiz"))
    sent = {"first_day": "2026-11-03", "reason": "Election day"}
    added = admin.post(f"{where}closures/new/", sent)
    assert added["Location"] == f"{where}outside-hours/"
    assert "Ana Ruiz" in text(admin.get(added["Location"]))
    assert "Election day" in text(admin.get(where))
    with entering(alder):
        closure = HoursException.objects.get()
        assert (closure.provider_id, closure.location.name) == (None, "Alder Clinic")

    admin.post(f"{where}closures/{closure.pk}/removal/")

    assert "Nothing is booked that stands in the way" in text(admin.get(f"{where}outside-hours/"))


def test_closed_days_that_cannot_be_say_why(admin, where):
    answer = admin.post(f"{where}closures/new/", {"first_day": "2026-11-03", "last_day": "2026-11-02"})

    assert answer.status_code == 422
    assert "The last day comes before the first one." in answer.content.decode()


def test_a_room_has_neither(admin, alder):
    with entering(alder):
        room = appointments.room()

    assert admin.get(f"/settings/locations/{room.pk}/opening-hours/").status_code == 404
    assert admin.get(f"/settings/locations/{room.pk}/closures/new/").status_code == 404


@pytest.mark.parametrize("page", ["opening-hours/", "closures/new/", "outside-hours/"])
def test_they_are_for_who_configures_the_calendar_of_this_clinic(visit, alder, birch, where, page):
    assert visit(alder, Role.FRONT_DESK).get(where + page).status_code == 403
    assert visit(birch, Role.OWNER).get(where + page).status_code == 404
