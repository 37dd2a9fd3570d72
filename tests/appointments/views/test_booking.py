"""Booking step by step: who, what for, when."""

import re

import pytest
import time_machine

from appointments.models import Appointment
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.permissions import Role
from tests.factories import appointments, patients
from tests.factories.appointments import book, local


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel("2026-11-02T14:00:00Z", tick=False):
        yield


@pytest.fixture
def fran(visit, alder):
    return visit(alder, Role.FRONT_DESK)


@pytest.fixture
def known(alder, db):
    with entering(alder):
        dana = appointments.provider("Dana Doctor", hours=(("09:00", "11:00"),))
        return {
            "site": appointments.site(),
            "dana": dana,
            "kind": appointments.kind("Consultation", 30),
            "ana": patients.register(given="Ana", family="Ruiz"),
        }


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[-600:]
    return answer.content.decode()


def chosen(known):
    return f"/appointments/new/?patient={known['ana'].pk}&type={known['kind'].pk}"


def fields(known, **more):
    return {
        "patient": known["ana"].pk,
        "type": known["kind"].pk,
        "site": known["site"].pk,
        "id": "0199a000-0000-7000-8000-000000000001",
        **more,
    }


def slot(known, start):
    return f"{start}|{known['dana'].pk}"


def test_it_begins_with_whom_it_is_for(fran, known):
    page = text(fran.get("/appointments/new/"))

    assert "Who is it for?" in page
    assert "autofocus" in page


def test_people_are_found_as_one_types_and_lead_on(fran, known, alder):
    page = text(fran.get("/appointments/new/people/?q=ruiz"))

    assert "Ana Ruiz" in page
    assert f"patient={known['ana'].pk}" in page
    with entering(alder):
        assert AuditEvent.objects.filter(event="patient.searched", patient_ids=[known["ana"].pk]).exists()


def test_without_scripts_people_are_found_too(fran, known):
    assert f"patient={known['ana'].pk}" in text(fran.get("/appointments/new/?q=ruiz"))


def test_then_what_for_of_what_the_provider_offers(fran, known, alder):
    with entering(alder):
        kenji = appointments.provider("Kenji")
        appointments.kind("Cleaning", offered_by=[kenji])

    everything = text(fran.get(f"/appointments/new/?patient={known['ana'].pk}"))
    with_dana = text(fran.get(f"/appointments/new/?patient={known['ana'].pk}&provider={known['dana'].pk}"))

    assert ("Cleaning" in everything, "Cleaning" in with_dana) == (True, False)
    assert "Ana Ruiz" in everything


def test_then_the_first_openings_one_press_each(fran, known, alder):
    with entering(alder):
        book(type=known["kind"], starts_at=local("2026-11-02", "09:30"))

    page = text(fran.get(chosen(known)))

    assert re.findall(r'name="slot" value="(2026-11-02[^|]*)', page) == [
        "2026-11-02T14:00:00+00:00",
        "2026-11-02T15:00:00+00:00",
        "2026-11-02T15:15:00+00:00",
        "2026-11-02T15:30:00+00:00",
    ]
    assert "Monday, November 2, 2026" in page


def test_a_press_books_and_shows_it_in_the_calendar(fran, known, alder):
    sent = fields(known, slot=slot(known, "2026-11-03T14:15:00+00:00"), reason="Cough")

    answer = fran.post("/appointments/new/", sent)

    with entering(alder):
        made = Appointment.objects.get()
        assert (made.starts_at, made.reason, made.booked_by_name) == (
            local("2026-11-03", "09:15"),
            "Cough",
            "Fran Desk",
        )
    assert answer["Location"] == f"/calendar/?day=2026-11-03&site={known['site'].pk}#visit-{made.pk}"
    assert "Booked: Tue, Nov 3, 9:15" in text(fran.get(answer["Location"]))


def test_a_second_press_books_nothing_twice(fran, known, alder):
    sent = fields(known, slot=slot(known, "2026-11-03T14:15:00+00:00"))

    assert [fran.post("/appointments/new/", sent).status_code for _press in range(2)] == [302, 302]

    with entering(alder):
        assert Appointment.objects.count() == 1


def test_a_gap_in_the_calendar_is_booked_at_its_own_time(fran, known):
    page = text(fran.get(f"{chosen(known)}&provider={known['dana'].pk}&start=2026-11-03T14:10:00%2B00:00"))

    assert "Tuesday, November 3, 2026, 9:10" in page
    assert f'value="{slot(known, "2026-11-03T14:10:00+00:00")}"' in page


def test_what_is_taken_meanwhile_is_refused_with_other_openings(fran, known, alder):
    with entering(alder):
        book(type=known["kind"], starts_at=local("2026-11-03", "09:15"))

    page = text(fran.post("/appointments/new/", fields(known, slot=slot(known, "2026-11-03T14:15:00+00:00"))), 409)

    assert "The provider is booked at that time." in page
    assert "Why book it twice?" in page
    assert 'name="slot" value="2026-11-02T14:00:00+00:00' in page


def test_who_may_overbook_does_so_with_a_reason(fran, known, alder):
    with entering(alder):
        book(type=known["kind"], starts_at=local("2026-11-03", "09:15"))
    sent = fields(known, slot=slot(known, "2026-11-03T14:15:00+00:00"), overbook="on", overbooking="In pain")

    assert fran.post("/appointments/new/", sent).status_code == 302

    with entering(alder):
        assert Appointment.objects.get(is_overbooked=True).overbooking_reason == "In pain"


def test_who_may_not_overbook_is_not_asked(visit, known, alder):
    with entering(alder):
        book(type=known["kind"], starts_at=local("2026-11-03", "09:15"))
    asha = visit(alder, Role.ASSISTANT)

    page = text(asha.post("/appointments/new/", fields(known, slot=slot(known, "2026-11-03T14:15:00+00:00"))), 409)

    assert "Why book it twice?" not in page


def test_a_time_of_ones_own_outside_the_hours_asks_why(fran, known, alder):
    sent = fields(known, on_day="2026-11-03", at_time="20:00", provider=known["dana"].pk)

    page = text(fran.post("/appointments/new/", sent), 409)
    assert "Why outside the hours?" in page
    assert "Tuesday, November 3, 2026, 8:00" in page
    again = fields(known, slot=slot(known, "2026-11-04T01:00:00+00:00"), outside_hours="After work")

    assert fran.post("/appointments/new/", again).status_code == 302
    with entering(alder):
        assert Appointment.objects.get().outside_hours_reason == "After work"


def test_a_form_that_says_no_time_says_so(fran, known):
    assert "Choose a time" in text(fran.post("/appointments/new/", fields(known)), 422)


def test_where_nothing_is_free_it_says_what_to_do(fran, known, alder):
    with entering(alder):
        long = appointments.kind("Long", 600)

    page = text(fran.get(f"/appointments/new/?patient={known['ana'].pk}&type={long.pk}"))

    assert "No opening in four weeks" in page


def test_from_a_patients_page_booking_begins_with_them(fran, known):
    page = text(fran.get(f"/patients/{known['ana'].pk}/"))
    assert f"/appointments/new/for/{known['ana'].pk}/" in page

    answer = fran.get(f"/appointments/new/for/{known['ana'].pk}/", follow=True)

    assert "What for?" in text(answer)


@pytest.mark.parametrize("role", [Role.BILLER, Role.AUDITOR, Role.CAREGIVER])
def test_not_everybody_books(visit, alder, known, role):
    assert visit(alder, role).get("/appointments/new/").status_code == 403
