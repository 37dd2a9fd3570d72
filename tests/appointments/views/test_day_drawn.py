"""A day that was drawn before is drawn anew as soon as anything of it is different, whoever changed it."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from appointments.actions import placing, visits
from appointments.models import Appointment, AppointmentType, HoursException, Provider, Reservation, WeeklyHours
from clinics.home import drawing
from clinics.kit.current import entering
from clinics.places.models import Location
from clinics.staff.permissions import Role
from patients.models import Patient
from tests.factories import appointments, patients
from tests.factories.appointments import DESK, book, clock, local

DAY = "/calendar/?day=2026-11-03"
TUESDAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def the_evening_before():
    with time_machine.travel("2026-11-02T23:00:00Z"):
        yield


@pytest.fixture
def fran(visit, alder):
    return visit(alder, Role.FRONT_DESK)


@pytest.fixture
def ana(alder, db):
    with entering(alder):
        appointments.room("Room 7")
        dana = appointments.provider("Dana Doctor", title="Dentist")
        kind = appointments.kind("Check-up", needs_room=True)
        return book(patients.register(given="Ana", family="Ruiz"), type=kind, provider=dana)


def rename(patient):
    patient.family = "Quist"
    patient.save()


def exception(**told):
    return HoursException.objects.create(first_day=TUESDAY, last_day=TUESDAY, **told)


CHANGES = {
    "a name": (lambda ana: rename(Patient.objects.get(pk=ana.patient_id)), "Ana Quist", "Ana Ruiz"),
    "a status": (lambda ana: Appointment.objects.update(status="completed"), "is-completed", "is-booked"),
    "a version": (lambda ana: Appointment.objects.update(version=9), 'data-version="9"', 'data-version="1"'),
    "a time": (
        lambda ana: Appointment.objects.update(ends_at=ana.ends_at + timedelta(minutes=15)),
        'data-minutes="45"',
        'data-minutes="30"',
    ),
    "a type": (lambda ana: AppointmentType.objects.update(name="Surgery"), "Surgery", "Check-up"),
    "its tone": (lambda ana: AppointmentType.objects.update(tone="red"), "is-booked tone-red", "is-booked tone-blue"),
    "a room": (lambda ana: Location.objects.filter(kind="room").update(name="Room 8"), "Room 8", "Room 7"),
    "a provider": (lambda ana: Provider.objects.update(name="Kenji Dentist"), "Kenji Dentist", "Dana Doctor"),
    "a title": (lambda ana: Provider.objects.update(title="Surgeon"), "Surgeon", "Dentist"),
    "hours": (lambda ana: WeeklyHours.objects.update(ends=clock("18:00")), "rows-108", "rows-96"),
    "hours that ended": (lambda ana: WeeklyHours.objects.update(valid_until=date(2026, 11, 2)), "rows-12", "rows-96"),
    "a closed day": (lambda ana: exception(is_closed=True), "rows-12", "rows-96"),
    "a closed afternoon": (
        lambda ana: exception(is_closed=True, starts=clock("13:00"), ends=clock("17:00")),
        "rows-48",
        "rows-96",
    ),
    "a site that closes": (
        lambda ana: Location.objects.filter(kind="site").update(closed_from=TUESDAY),
        "rows-12",
        "rows-96",
    ),
    "hours on that day alone": (
        lambda ana: exception(
            provider=Provider.objects.create(name="Locum Lee"),
            location=appointments.site(),
            is_closed=False,
            starts=clock("10:00"),
            ends=clock("18:00"),
        ),
        "Locum Lee",
        "rows-96",
    ),
    "a time that is free": (lambda ana: Reservation.objects.update(is_active=False), 'data-gap="0"', 'data-gap="18"'),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_seen_at_once(fran, alder, ana, name):
    change, new, old = CHANGES[name]
    before = fran.get(DAY).content.decode()

    with entering(alder):
        change(ana)

    after = fran.get(DAY).content.decode()
    assert [old in before, new in before, new in after, old in after] == [
        True,
        name == "a time that is free",
        True,
        False,
    ]


def test_the_same_day_is_drawn_once(fran, ana):
    fran.get(DAY)
    held = len(drawing.kept)
    fran.get(DAY)
    assert len(drawing.kept) == held


@pytest.fixture
def page_at(visit, alder):
    """The day as somebody sees it who signed in just then."""

    def ask(moment):
        with time_machine.travel(moment):
            return visit(alder, Role.FRONT_DESK).get(DAY).content.decode()

    return ask


def arrive(alder, ana, moment):
    with entering(alder):
        visits.check_in(appointment=ana, by=DESK, at=datetime.fromisoformat(moment))


def test_a_day_that_has_begun_is_drawn_anew_each_minute(page_at, alder, ana):
    assert "not here yet" not in page_at("2026-11-03T14:59:50Z")
    assert "not here yet" in page_at("2026-11-03T15:00:10Z")

    arrive(alder, ana, "2026-11-03T15:01:00Z")

    assert ">1 min<" in page_at("2026-11-03T15:02:50Z")
    assert ">11 min<" in page_at("2026-11-03T15:12:00Z")


def test_somebody_who_came_the_evening_before_waits_on(page_at, alder, ana):
    arrive(alder, ana, "2026-11-03T03:30:00Z")

    assert ">10 min<" in page_at("2026-11-03T03:40:30Z")
    assert ">60 min<" in page_at("2026-11-03T04:30:30Z")  # before midnight there


def test_an_appointment_over_midnight_is_late_before_its_second_day_begins(page_at, alder, ana):
    with entering(alder):
        night, excuses = local("2026-11-02", "23:30"), placing.Excuses(outside_hours="an emergency")
        book(starts_at=night, minutes=60, provider=ana.provider, type=appointments.kind("Night"), excuses=excuses)

    assert "not here yet" not in page_at(night - timedelta(minutes=15))
    assert "not here yet" in page_at(night + timedelta(minutes=15))


def test_what_may_be_done_is_not_drawn_for_those_who_may_not(fran, visit, alder, ana):
    assert "data-movable" in fran.get(DAY).content.decode()
    page = visit(alder, Role.BILLER).get(DAY).content.decode()
    assert "Ana Ruiz" in page
    assert [word in page for word in ("data-movable", "data-gap", "/appointments/new/")] == [False, False, False]
