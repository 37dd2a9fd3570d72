"""The page of one appointment, and the forms by which it changes."""

import pytest
import time_machine

from appointments.actions import moving, visits
from appointments.models import Appointment
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.permissions import Role
from tests.factories import appointments, patients
from tests.factories.appointments import DESK, book, later, local
from tests.statements import statements


@pytest.fixture(autouse=True)
def _shortly_before():
    with time_machine.travel("2026-11-03T14:50:00Z", tick=False):
        yield


@pytest.fixture
def fran(visit, alder):
    return visit(alder, Role.FRONT_DESK)


@pytest.fixture
def made(alder, db):
    with entering(alder):
        appointments.provider("Dana Doctor")
        appointments.kind("Consultation", 30, preparation="Come early")
        return book(patients.register(given="Ana", family="Ruiz"), reason="Cough")


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[-600:]
    return answer.content.decode()


def address(made, name=""):
    return f"/appointments/{made.pk}/{name}"


def fresh(alder, made):
    with entering(alder):
        return Appointment.objects.get(pk=made.pk)


def test_the_page_says_who_when_where_why_and_what_comes_next(fran, made):
    page = text(fran.get(address(made)))

    for words in ("Ana Ruiz", "Tuesday, November 3, 2026, 10:00 AM – 10:30 AM", "Dana Doctor", "Alder Clinic", "Cough"):
        assert words in page
    assert "Come early" in page
    assert f'action="{address(made, "arrival/")}"' in page
    assert address(made, "start/") not in page  # the front desk starts no visits


def test_opening_it_is_recorded(fran, made, alder):
    fran.get(address(made))

    with entering(alder):
        assert AuditEvent.objects.get(event="appointment.viewed").patient_ids == [made.patient_id]


def test_the_history_tells_who_did_what(fran, made, alder):
    with entering(alder):
        visits.check_in(appointment=made, by=DESK, at=later(made, -5))

    page = text(fran.get(address(made)))

    assert page.index("What happened") < page.index("Arrived", page.index("What happened"))
    assert "Take the last step back" in page


@pytest.mark.parametrize("steps", [0, 3])
def test_the_page_takes_as_many_statements_however_long_its_history(fran, made, alder, steps):
    with entering(alder):
        for number in range(steps):
            starts = local("2026-11-03", f"{11 + number}:00")
            moving.move(appointment=made, version=None, starts_at=starts, by=DESK, at=later(made, -10))
        for act in (visits.check_in, visits.start, visits.complete)[:steps]:
            act(appointment=made, by=DESK, at=later(made, 1))
    fran.get(address(made))

    with statements(8):
        fran.get(address(made))


def test_over_the_calendar_it_opens_as_a_dialog(fran, made):
    page = text(fran.get(address(made), HTTP_HX_REQUEST="true"))

    assert "<dialog" in page
    assert "<html" not in page
    assert f'hx-post="{address(made, "arrival/")}"' in page


def test_cancelling_asks_why(fran, made, alder):
    assert "The patient asked for it" in text(fran.get(address(made, "cancellation/")))
    assert fran.post(address(made, "cancellation/"), {"version": 1}).status_code == 422

    answer = fran.post(address(made, "cancellation/"), {"version": 1, "reason": "illness", "text": "Flu"}, follow=True)

    assert "Someone is ill: Flu" in text(answer)
    assert fresh(alder, made).status == "cancelled"


def test_moving_shows_where_it_is_and_puts_it_elsewhere(fran, made, alder):
    page = text(fran.get(address(made, "move/")))
    assert 'value="2026-11-03"' in page
    assert 'value="10:00"' in page
    assert 'type="hidden" name="outside_hours"' in page

    with entering(alder):
        provider = made.provider_id
    sent = {"version": 1, "day": "2026-11-04", "time": "11:30", "minutes": 45, "provider": provider}
    answer = fran.post(address(made, "move/"), sent, follow=True)

    assert "Wednesday, November 4, 2026, 11:30 AM – 12:15 PM" in text(answer)
    assert fresh(alder, made).starts_at == local_in(alder, "2026-11-04", "11:30")


def local_in(clinic, day, clock):
    with entering(clinic):
        return local(day, clock)


def test_moving_outside_the_hours_asks_why(fran, made, alder):
    sent = {"version": 1, "day": "2026-11-07", "time": "11:30", "minutes": 30, "provider": made.provider_id}

    page = text(fran.post(address(made, "move/"), sent), 409)
    assert 'type="text" name="outside_hours"' in page

    assert fran.post(address(made, "move/"), {**sent, "outside_hours": "She can only then"}).status_code == 302
    with entering(alder):
        assert fresh(alder, made).outside_hours_reason == "She can only then"


def test_moving_onto_somebody_else_asks_whether_that_is_meant(fran, visit, made, alder):
    with entering(alder):
        book(starts_at=local("2026-11-03", "12:00"))
    sent = {"version": 1, "day": "2026-11-03", "time": "12:15", "minutes": 30, "provider": made.provider_id}

    assert 'type="text" name="overbooking"' in text(fran.post(address(made, "move/"), sent), 409)
    asha = visit(alder, Role.ASSISTANT)
    assert 'type="text" name="overbooking"' not in text(asha.post(address(made, "move/"), sent), 409)
    assert fran.post(address(made, "move/"), {**sent, "overbooking": "In pain"}).status_code == 302
    assert fresh(alder, made).is_overbooked


def test_somebody_elses_change_is_not_overwritten(fran, made, alder):
    with entering(alder):
        visits.check_in(appointment=made, by=DESK, at=later(made, -5))

    page = text(fran.post(address(made, "cancellation/"), {"version": 1, "reason": "patient"}), 412)

    assert "Somebody else changed this appointment" in page
    assert fresh(alder, made).status == "arrived"


def test_why_somebody_comes_can_be_put_right(fran, made, alder):
    fran.post(address(made, "details/"), {"version": 1, "reason": "Cough, fever", "comment": "Mask, please"})

    with entering(alder):
        row = fresh(alder, made)
        assert (row.reason, row.comment, row.version) == ("Cough, fever", "Mask, please", 2)


def test_what_was_booked_by_mistake_is_marked_so(fran, made, alder):
    assert "never have been booked" in text(fran.get(address(made, "error/")))

    fran.post(address(made, "error/"), {"version": 1})

    assert fresh(alder, made).status == "entered_in_error"


def test_a_clinician_starts_and_completes_and_takes_it_back(visit, made, alder):
    dana = visit(alder, Role.CLINICIAN)

    for name, status in (("start/", "in_progress"), ("completion/", "completed"), ("undo/", "in_progress")):
        assert dana.post(address(made, name)).status_code == 302
        assert fresh(alder, made).status == status


def test_the_front_desk_does_not_take_back_what_a_clinician_did(fran, made, alder):
    with entering(alder):
        visits.start(appointment=made, by=DESK, at=later(made, 1))

    assert fran.post(address(made, "undo/"), HTTP_HX_REQUEST="true").status_code == 403
    assert fresh(alder, made).status == "in_progress"


def test_who_did_not_come_is_marked_when_the_time_has_come(visit, made, alder):
    with time_machine.travel("2026-11-03T15:20:00Z", tick=False):
        fran = visit(alder, Role.FRONT_DESK)
        assert address(made, "no-show/") in text(fran.get(address(made)))
        assert fran.post(address(made, "no-show/")).status_code == 302

    assert fresh(alder, made).status == "no_show"


def test_the_timeline_of_a_patient_has_it(fran, made):
    page = text(fran.get(f"/patients/{made.patient_id}/"))

    assert address(made) in page
