from datetime import timedelta

import pytest

from appointments.actions import booking, keeping, undoing, visits
from appointments.actions.keeping import ChangedMeanwhile
from appointments.actions.reserving import SlotTaken
from appointments.actions.undoing import CannotUndo
from appointments.actions.visits import TooEarly, WrongState
from appointments.models import Reservation
from clinics.audit.models import AuditEvent
from tests.factories import appointments
from tests.factories.appointments import DESK, book, later

pytestmark = pytest.mark.usefixtures("in_alder")


def at_their_time(act, made, minutes=0, **more):
    return act(appointment=made, by=DESK, at=later(made, minutes), **more)


def held(made):
    return Reservation.objects.active().filter(appointment=made).count()


def test_a_visit_goes_from_booked_to_completed_and_each_step_is_kept():
    made = book()

    for act, minutes in ((visits.check_in, -5), (visits.start, 2), (visits.complete, 25)):
        made = at_their_time(act, made, minutes)

    assert (made.status, made.version, made.status_at) == ("completed", 4, later(made, 25))
    assert [row.change for row in made.versions.all()] == ["completed", "started", "arrived", "booked"]
    assert held(made) == 2
    events = AuditEvent.objects.filter(subject_id=str(made.pk)).order_by("id")
    assert [event.event.partition(".")[2] for event in events] == ["booked", "arrived", "started", "completed"]


def test_a_clinician_may_start_with_somebody_who_did_not_check_in():
    assert at_their_time(visits.start, book()).status == "in_progress"


@pytest.mark.parametrize("act", [visits.check_in, visits.start, visits.complete, visits.mark_no_show])
def test_what_is_over_does_not_begin_again(act):
    made = booking.cancel(appointment=book(), reason="patient", by=DESK, at=appointments.AT)

    with pytest.raises(WrongState) as refused:
        at_their_time(act, made)

    assert "Cancelled" in str(refused.value)


def test_nobody_arrives_days_before_or_is_missed_before_the_time():
    made = book()

    with pytest.raises(TooEarly):
        visits.check_in(appointment=made, by=DESK, at=made.starts_at - timedelta(hours=13))
    with pytest.raises(TooEarly):
        at_their_time(visits.mark_no_show, made, -1)


def test_the_time_of_somebody_who_did_not_come_is_free():
    made = at_their_time(visits.mark_no_show, book(), 15)

    assert (made.status, held(made)) == ("no_show", 0)


def test_of_two_who_act_on_the_same_version_the_second_is_told():
    made = book()
    at_their_time(visits.check_in, made, version=1)

    with pytest.raises(ChangedMeanwhile):
        at_their_time(visits.start, made, version=1)


def test_the_last_step_can_be_taken_back_and_the_one_before_holds_since_when_it_held():
    made = book()
    at_their_time(visits.check_in, made, -5)
    made = at_their_time(visits.start, made)

    made = at_their_time(undoing.undo, made, 1)

    assert (made.status, made.status_at, made.version) == ("arrived", later(made, -5), 4)
    with pytest.raises(CannotUndo):
        at_their_time(undoing.undo, made, 2)


def test_a_cancellation_is_taken_back_while_its_time_is_free():
    made = booking.cancel(appointment=book(), reason="patient", text="Ill", by=DESK, at=appointments.AT)

    made = undoing.undo(appointment=made, by=DESK, at=appointments.AT)

    assert (made.status, made.cancellation_reason, made.cancellation_text, held(made)) == ("booked", "", "", 2)


def test_a_cancellation_stays_when_somebody_else_has_the_time():
    made = booking.cancel(appointment=book(), reason="patient", by=DESK, at=appointments.AT)
    book()

    with pytest.raises(SlotTaken):
        undoing.undo(appointment=made, by=DESK, at=appointments.AT)


def test_neither_a_booking_nor_what_was_done_a_day_ago_is_taken_back():
    made = book()
    with pytest.raises(CannotUndo):
        undoing.undo(appointment=made, by=DESK, at=appointments.AT)

    made = at_their_time(visits.mark_no_show, made)
    with pytest.raises(CannotUndo):
        undoing.undo(appointment=made, by=DESK, at=made.status_at + timedelta(hours=25))


def test_what_was_booked_for_the_wrong_person_stands_as_an_error_and_frees_its_time():
    made = visits.mark_entered_in_error(appointment=book(), by=DESK, at=appointments.AT)

    assert (made.status, held(made)) == ("entered_in_error", 0)
    with pytest.raises(keeping.AlreadyOver):
        visits.mark_entered_in_error(appointment=made, by=DESK, at=appointments.AT)
