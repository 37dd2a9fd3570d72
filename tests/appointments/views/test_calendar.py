"""The calendar page: a day at a site, by provider or by room, as a grid or as a list."""

import re
from datetime import date, time

import pytest
import time_machine

from appointments.actions import booking, placing, providers
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.permissions import Role
from tests.factories import appointments, patients
from tests.factories.appointments import ADMIN, AT, DESK, book, local
from tests.statements import statements

DAY = "/calendar/?day=2026-11-03"


@pytest.fixture
def fran(visit, alder):
    return visit(alder, Role.FRONT_DESK)


@pytest.fixture
def full(alder, db):
    """Two providers; Ana with Dana at ten in a room, Ben cancelled at eleven."""
    with entering(alder):
        appointments.room("Room 7")
        dana = appointments.provider("Dana Doctor")
        appointments.provider("Kenji Dentist", hours=(("12:00", "15:00"),))
        kind = appointments.kind(needs_room=True)
        ana = book(patients.register(given="Ana", family="Ruiz"), type=kind, provider=dana)
        ben = book(
            patients.register(given="Ben", family="Ode"),
            type=kind,
            provider=dana,
            starts_at=local("2026-11-03", "11:00"),
        )
        booking.cancel(appointment=ben, reason="patient", by=DESK, at=AT)
        return {"ana": ana, "ben": ben, "dana": dana}


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_day_shows_who_works_and_who_comes_on_a_scale_of_time(fran, full):
    page = text(fran.get(DAY))

    assert "Tuesday, November 3, 2026" in page
    assert "Dana Doctor" in page
    assert "Kenji Dentist" in page
    assert "Ana Ruiz" in page
    assert f'href="/appointments/{full["ana"].pk}/"' in page
    assert "t-12 d-6 lane-1-of-1" in page  # the grid begins at nine, so ten is twelve rows down
    assert "Ben Ode" not in page


def test_by_room_the_same_appointment_stands_in_its_room(fran, full):
    page = text(fran.get(f"{DAY}&by=room"))

    assert "Room 7" in page
    assert "Ana Ruiz" in page


def test_the_list_says_the_same_with_gaps_and_what_was_cancelled(at_ten, visit, alder, full):
    page = text(visit(alder, Role.FRONT_DESK).get(f"{DAY}&show=list"))

    assert page.index("Ana Ruiz") < page.index("Ben Ode")
    assert "10:00 AM – 10:30 AM" in page
    assert "10:30 AM – 5:00 PM" in page  # what was cancelled is free
    assert f'action="/appointments/{full["ana"].pk}/arrival/"' in page


@pytest.mark.parametrize(("now", "is_offered"), [("2026-11-02T22:00:00Z", False), ("2026-11-03T08:00:00Z", True)])
def test_checking_in_is_offered_once_somebody_may_arrive(visit, alder, full, now, is_offered):
    with time_machine.travel(now, tick=False):
        page = text(visit(alder, Role.FRONT_DESK).get(f"{DAY}&show=list"))

    assert (f'action="/appointments/{full["ana"].pk}/arrival/"' in page) is is_offered


def test_exactly_those_who_are_shown_are_recorded(fran, full, alder):
    fran.get(DAY)
    fran.get(f"{DAY}&show=list")
    fran.get("/calendar/?day=2026-11-04")

    with entering(alder):
        listed = AuditEvent.objects.filter(event="appointment.listed").order_by("id")
        assert [set(event.patient_ids) for event in listed] == [
            {full["ana"].patient_id},
            {full["ana"].patient_id, full["ben"].patient_id},
        ]


@pytest.mark.parametrize("people", [1, 12])
def test_a_day_takes_as_many_statements_whoever_comes(fran, alder, people):
    with entering(alder):
        dana = appointments.provider(hours=(("08:00", "18:00"),))
        kind = appointments.kind(minutes=30)
        for number in range(people):
            book(
                type=kind,
                provider=dana,
                starts_at=appointments.local("2026-11-03", f"{8 + number // 2:02}:{number % 2 * 30:02}"),
            )
    fran.get(DAY)

    with statements(7):
        fran.get(DAY)


def closed(page):
    """Where the first column is drawn as closed, and where as free of work: rows of five minutes."""
    column = page.split("data-column=")[1].split("</section>")[0]
    return re.findall(r'"day-shut (t-\d+ d-\d+)"', column), re.findall(r'"day-off (t-\d+ d-\d+)"', column)


def hours_of(page):
    return re.findall(r'class="day-hour t-\d+ d-12"><span>([^<]+)<', page)


def test_the_grid_is_as_long_as_the_location_is_open_and_shows_when_nobody_works(fran, full, alder):
    with entering(alder):
        appointments.opens(("08:00", "18:00"))

    page = text(fran.get(DAY))

    assert (hours_of(page)[0], hours_of(page)[-1], len(hours_of(page))) == ("8 AM", "5 PM", 10)
    assert closed(page) == ([], ["t-0 d-12", "t-108 d-12"])  # she works from nine to five
    assert "Open 8:00 AM – 6:00 PM" in page


def test_what_is_booked_before_it_opens_is_still_on_the_grid_where_it_is_closed(fran, full, alder):
    with entering(alder):
        appointments.opens(("11:00", "13:00"), ("14:00", "17:00"))

    page = text(fran.get(DAY))

    assert (hours_of(page)[0], hours_of(page)[-1]) == ("10 AM", "4 PM")
    assert "t-0 d-6 lane-1-of-1" in page
    assert closed(page) == (["t-0 d-12", "t-36 d-12"], [])
    assert "Open 11:00 AM – 1:00 PM, 2:00 PM – 5:00 PM" in page
    assert "start=2026-11-03T14%3A00" not in page  # nothing is offered at nine


def test_a_closed_day_says_so_and_shows_the_hours_of_other_days_when_somebody_comes(fran, alder, db):
    with entering(alder):
        appointments.provider("Dana Doctor")
        appointments.opens(("08:00", "18:00"))
    sunday = "/calendar/?day=2026-11-08"
    assert "Closed on this day" in text(fran.get(sunday))
    with entering(alder):
        on_call = placing.Excuses(outside_hours="On call")
        book(starts_at=local("2026-11-08", "19:00"), excuses=on_call)

    page = text(fran.get(sunday))

    assert (hours_of(page)[0], hours_of(page)[-1]) == ("8 AM", "7 PM")
    assert closed(page) == (["t-0 d-144"], [])


def test_extra_hours_hold_on_a_closed_day(fran, alder, db):
    with entering(alder):
        dana = appointments.provider("Dana Doctor")
        appointments.opens(("08:00", "18:00"))
        sunday = date(2026, 11, 8)
        extra = {"first_day": sunday, "last_day": sunday, "starts": time(10), "ends": time(12), "is_closed": False}
        providers.add_exception(provider=dana, location=appointments.site(), **extra, by=ADMIN, at=AT)

    page = text(fran.get("/calendar/?day=2026-11-08"))

    assert closed(page) == (["t-0 d-24", "t-48 d-72"], [])
    assert 'data-gap="24"' in page


def test_where_nobody_works_it_says_so(fran):
    assert "Nobody works on this day" in text(fran.get(DAY))


def test_the_gap_after_an_appointment_leads_to_booking_it(fran, full):
    page = text(fran.get(DAY))

    assert f"/appointments/new/?provider={full['dana'].pk}" in page
    assert "start=2026-11-03T15%3A30%3A00%2B00%3A00" in page


def test_a_site_has_its_own_day_and_one_that_is_not_there_is_not_found(fran, alder, full):
    with entering(alder):
        north = appointments.another_site("North", "America/Los_Angeles")

    page = text(fran.get(f"{DAY}&site={north.pk}"))

    assert "Ana Ruiz" not in page
    assert "North" in page
    assert fran.get(f"{DAY}&site=nowhere").status_code == 404


def test_an_open_page_asks_whether_anything_is_new(fran, full):
    asking = {"HTTP_HX_REQUEST": "true"}

    assert fran.get(f"{DAY}&since=2100-01-01T00:00:00Z", **asking).status_code == 204
    answer = fran.get(f"{DAY}&since=2020-01-01T00:00:00Z", **asking)
    assert "Ana Ruiz" in text(answer)
    assert "<html" not in text(answer)


@pytest.fixture
def at_ten():
    """It is ten o'clock on the day of the appointments."""
    with time_machine.travel("2026-11-03T15:00:00Z"):
        yield


def test_a_step_is_taken_in_place_and_can_be_taken_back(at_ten, visit, alder, full):
    ana, fran = full["ana"], visit(alder, Role.FRONT_DESK)

    answer = fran.post(f"/appointments/{ana.pk}/arrival/", HTTP_HX_REQUEST="true")

    assert answer.status_code == 204
    assert f"/appointments/{ana.pk}/undo/" in answer["HX-Trigger"]
    with entering(alder):
        ana.refresh_from_db()
        assert ana.status == "arrived"
    assert fran.post(f"/appointments/{ana.pk}/undo/", {"next": DAY})["Location"] == DAY
    with entering(alder):
        ana.refresh_from_db()
        assert ana.status == "booked"


def test_a_step_that_cannot_be_taken_says_why(at_ten, visit, alder, full):
    ben, fran = full["ben"], visit(alder, Role.FRONT_DESK)

    answer = fran.post(f"/appointments/{ben.pk}/arrival/", {"next": "https://elsewhere.example/"}, follow=True)

    assert "already “Cancelled”" in answer.content.decode()
    assert fran.post(f"/appointments/{ben.pk}/arrival/", HTTP_HX_REQUEST="true").status_code == 409


def test_those_who_do_not_see_patients_do_not_start_visits(fran, visit, alder, full):
    assert fran.post(f"/appointments/{full['ana'].pk}/start/").status_code == 403
    assert visit(alder, Role.AUDITOR).get("/calendar/").status_code == 403


def test_the_other_clinic_does_not_have_it(visit, birch, full):
    stranger = visit(birch, Role.FRONT_DESK)

    assert stranger.get(f"/appointments/{full['ana'].pk}/").status_code == 404
    assert "Ana Ruiz" not in text(stranger.get(DAY))
