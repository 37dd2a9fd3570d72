"""Moving and cancelling: what is given up is free, what is taken stays whose it is."""

import pytest

from appointments.actions import booking, moving, types, undoing
from appointments.actions.keeping import AlreadyOver, ChangedMeanwhile
from appointments.actions.placing import Excuses
from appointments.actions.reserving import SlotTaken
from appointments.models import Appointment, Reservation
from clinics.audit.models import AuditEvent
from tests.factories import appointments
from tests.factories.appointments import AT, DESK, HEAD, book, later, local

pytestmark = pytest.mark.usefixtures("in_alder")
TEN = "2026-11-03", "10:00"


@pytest.fixture
def consultation():
    appointments.provider("Dana Doctor")
    return appointments.kind(minutes=30)


def taken_by(appointment):
    return {
        (row.resource.kind, row.during.lower, row.during.upper, row.is_overbooked)
        for row in Reservation.objects.active().filter(appointment=appointment).select_related("resource")
    }


def test_a_moved_appointment_frees_its_old_time(consultation, at):
    made = book()

    moved = moving.move(appointment=made, version=1, starts_at=local("2026-11-04", "11:00"), minutes=45, by=DESK, at=at)

    assert (moved.version, moved.minutes) == (2, 45)
    start, end = local("2026-11-04", "11:00"), local("2026-11-04", "11:45")
    assert taken_by(moved) == {("provider", start, end, False), ("patient", start, end, False)}
    book()
    with pytest.raises(SlotTaken):
        book(starts_at=start)


def test_an_appointment_may_be_moved_within_its_own_time_and_to_another_provider(consultation, at):
    made, kenji = book(), appointments.provider("Kenji")

    made = moving.move(appointment=made, version=1, starts_at=local("2026-11-03", "10:15"), by=DESK, at=at)
    made = moving.move(appointment=made, version=2, provider=kenji, by=DESK, at=at)

    assert [(row.change, row.provider.name) for row in made.versions.all()] == [
        ("moved", "Kenji"),
        ("moved", "Dana Doctor"),
        ("booked", "Dana Doctor"),
    ]
    assert AuditEvent.objects.filter(event="appointment.moved").first().fields == ["provider_id"]


def test_of_two_who_move_it_the_second_is_told(consultation, at):
    made = book()
    moving.move(appointment=made, version=1, starts_at=local("2026-11-03", "11:00"), by=DESK, at=at)

    with pytest.raises(ChangedMeanwhile) as told:
        moving.move(appointment=made, version=1, starts_at=local("2026-11-03", "12:00"), by=DESK, at=at)

    assert told.value.current.starts_at == local("2026-11-03", "11:00")


def test_nothing_is_moved_onto_what_is_taken_and_the_old_time_stays(consultation, at):
    book(starts_at=local("2026-11-03", "11:00"))
    made = book()

    with pytest.raises(SlotTaken):
        moving.move(appointment=made, version=1, starts_at=local("2026-11-03", "10:45"), by=DESK, at=at)

    assert Appointment.objects.get(pk=made.pk).starts_at == local(*TEN)
    assert len(taken_by(made)) == 2


def test_what_was_booked_for_a_type_that_is_offered_no_longer_can_still_be_moved(consultation, at):
    made = book()
    types.retire(type=consultation, by=DESK, at=at)
    made = Appointment.objects.get(pk=made.pk)

    moved = moving.move(appointment=made, version=1, starts_at=local("2026-11-03", "11:00"), by=DESK, at=at)

    assert moved.starts_at == local("2026-11-03", "11:00")


def test_a_cancelled_time_is_free_and_the_cancellation_says_why(consultation, at):
    made = booking.cancel(appointment=book(), reason="illness", text="Flu", by=DESK, at=at)

    assert (made.status, made.cancellation_reason, made.cancellation_text) == ("cancelled", "illness", "Flu")
    assert taken_by(made) == set()
    assert AuditEvent.objects.get(event="appointment.cancelled").reason_code == "illness"
    book()
    with pytest.raises(AlreadyOver):
        booking.cancel(appointment=made, reason="patient", by=DESK, at=at)
    with pytest.raises(AlreadyOver):
        moving.move(appointment=made, version=2, starts_at=local("2026-11-03", "12:00"), by=DESK, at=at)


def test_a_time_that_was_booked_twice_is_taken_back_by_those_who_may_book_twice():
    provider = appointments.provider()
    first = book(provider=provider)
    twice = Excuses(overbook=True, overbooking="Twins")
    second = book(provider=provider, by=HEAD, excuses=twice)
    assert second.is_overbooked

    moved = moving.move(appointment=second, version=1, starts_at=later(second, 60), by=HEAD, at=AT)
    assert not moved.is_overbooked
    with pytest.raises(moving.WasBookedTwice):
        undoing.undo(appointment=moved, by=DESK, at=AT)
    back = undoing.undo(appointment=moved, by=HEAD, at=AT)

    assert (back.starts_at, back.is_overbooked) == (first.starts_at, True)
    assert back.overbooking_reason == "Moved back to where it was"


def test_a_time_that_was_free_is_not_booked_twice_by_taking_a_move_back():
    provider = appointments.provider()
    made = book(provider=provider)
    moved = moving.move(appointment=made, version=1, starts_at=later(made, 60), by=HEAD, at=AT)
    book(provider=provider)

    with pytest.raises(SlotTaken):
        undoing.undo(appointment=moved, by=HEAD, at=AT)


def test_a_cancelled_booking_beside_another_is_reinstated_by_those_who_may_book_twice():
    provider = appointments.provider()
    book(provider=provider)
    second = book(provider=provider, by=HEAD, excuses=Excuses(overbook=True, overbooking="Twins"))
    gone = booking.cancel(appointment=second, reason="patient", by=DESK, at=AT)

    with pytest.raises(moving.WasBookedTwice):
        undoing.undo(appointment=gone, by=DESK, at=AT)

    back = undoing.undo(appointment=gone, by=HEAD, at=AT)
    assert (back.status, back.is_overbooked, back.overbooking_reason) == ("booked", True, "Twins")
