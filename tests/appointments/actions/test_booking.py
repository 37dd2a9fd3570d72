import pytest
from django.db import IntegrityError, transaction

from appointments.actions import booking, equipment, providers, types
from appointments.actions.placing import (
    CannotBeBooked,
    Deceased,
    Excuses,
    MayNotOverbook,
    NotInUse,
    NotOffered,
    OutsideHours,
    ReasonNeeded,
    TimeOutOfRange,
)
from appointments.actions.reserving import SlotTaken
from appointments.models import Appointment, Reservation
from clinics.audit.models import AuditEvent
from clinics.events.models import DomainEvent
from clinics.kit.current import entering
from clinics.kit.ids import new_id
from patients.actions import registration
from patients.registries import uses_of
from tests.factories import appointments, patients
from tests.factories.appointments import DESK, HEAD, book, local
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("in_alder")
TEN = "2026-11-03", "10:00"


@pytest.fixture
def dana():
    return appointments.provider("Dana Doctor")


@pytest.fixture
def consultation(dana):
    return appointments.kind(minutes=30)


def taken_by(appointment):
    return {
        (row.resource.kind, row.during.lower, row.during.upper, row.is_overbooked)
        for row in Reservation.objects.active().filter(appointment=appointment).select_related("resource")
    }


def test_an_appointment_takes_up_provider_patient_and_room_for_its_time(dana):
    room = appointments.room()
    kind = appointments.kind(needs_room=True)

    made = book(type=kind, reason="Cough")

    start, end = local(*TEN), local("2026-11-03", "10:30")
    assert (made.starts_at, made.ends_at, made.status, made.room, made.reason) == (start, end, "booked", room, "Cough")
    assert taken_by(made) == {(kind, start, end, False) for kind in ("provider", "patient", "room")}


def test_a_booking_is_in_the_trail_and_told_to_others(consultation, at):
    made = book()

    event = AuditEvent.objects.get(event="appointment.booked")
    assert (event.patient_ids, event.subject_id) == ([made.patient_id], str(made.pk))
    assert DomainEvent.objects.get(kind="appointment.booked").ids == {
        "appointment": str(made.pk),
        "patient": str(made.patient_id),
        "provider": str(made.provider_id),
    }
    assert [(row.number, row.change, row.status) for row in made.versions.all()] == [(1, "booked", "booked")]


def test_a_booking_takes_at_most_eighteen_statements(dana):
    appointments.room()
    kind = appointments.kind(needs_room=True)
    place, patient, when = appointments.site(), patients.register(), local(*TEN)

    with statements(17):
        booking.book(
            patient=patient, type=kind, provider=dana, location=place, starts_at=when, by=DESK, at=appointments.AT
        )


@pytest.mark.parametrize(("start", "minutes"), [("09:45", 30), ("10:00", 30), ("10:29", 5), ("09:00", 480)])
def test_nothing_that_overlaps_is_booked_with_the_same_provider(consultation, start, minutes):
    book()

    with pytest.raises(SlotTaken) as refused:
        book(starts_at=local("2026-11-03", start), minutes=minutes)

    assert refused.value.kinds == ("provider",)
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("start", ["09:30", "10:30"])
def test_what_only_touches_is_booked(consultation, start):
    book()

    book(starts_at=local("2026-11-03", start))

    assert Appointment.objects.count() == 2


def test_one_patient_is_in_one_place_at_a_time(consultation):
    patient = patients.register()
    book(patient)
    other = appointments.provider("Kenji Dentist")

    with pytest.raises(SlotTaken) as refused:
        book(patient, provider=other)

    assert refused.value.kinds == ("patient",)


def test_rooms_are_chosen_while_there_are_some_and_the_providers_own_first(dana):
    one, two = appointments.room("A"), appointments.room("B")
    kind = appointments.kind(needs_room=True)
    kenji, eve = appointments.provider("Kenji", usual_room=two), appointments.provider("Eve")

    assert book(provider=kenji, type=kind).room == two
    assert book(provider=dana, type=kind).room == one
    with pytest.raises(SlotTaken) as refused:
        book(provider=eve, type=kind)
    assert refused.value.kinds == ("room",)


def test_equipment_of_a_kind_serves_one_at_a_time(dana):
    kind = appointments.kind("Scan", equipment_kind="ultrasound")
    with pytest.raises(SlotTaken):
        book(type=kind)
    scanner = equipment.add(name="U1", kind="ultrasound", location=appointments.room(), by=DESK, at=appointments.AT)

    assert book(type=kind).equipment == scanner
    with pytest.raises(SlotTaken) as refused:
        book(type=kind, provider=appointments.provider("Kenji"))
    assert refused.value.kinds == ("equipment",)


def test_overbooking_is_said_permitted_and_in_the_trail(consultation):
    first = book()
    excuses = Excuses(overbook=True, overbooking="Crying child")

    with pytest.raises(MayNotOverbook):
        book(excuses=excuses, by=DESK)
    with pytest.raises(ReasonNeeded):
        book(excuses=Excuses(overbook=True), by=HEAD)
    second = book(excuses=excuses, by=HEAD)

    assert (first.is_overbooked, second.is_overbooked, second.overbooking_reason) == (False, True, "Crying child")
    assert {(kind, over) for kind, *_times, over in taken_by(second)} == {("provider", True), ("patient", False)}
    assert AuditEvent.objects.get(subject_id=str(second.pk)).fields == ["is_overbooked"]


def test_leave_to_overbook_where_nothing_is_taken_overbooks_nothing(consultation):
    made = book(excuses=Excuses(overbook=True, overbooking="In case"), by=HEAD)

    assert (made.is_overbooked, made.overbooking_reason) == (False, "")


def test_what_was_overbooked_keeps_its_time_when_the_first_is_cancelled(consultation, at):
    first = book()
    book(excuses=Excuses(overbook=True, overbooking="Urgent"), by=HEAD)
    booking.cancel(appointment=first, reason="patient", by=DESK, at=at)

    with pytest.raises(SlotTaken):
        book()


@pytest.mark.parametrize(("day", "start"), [("2026-11-03", "08:45"), ("2026-11-03", "16:45"), ("2026-11-07", "10:00")])
def test_outside_the_hours_it_is_asked_why(consultation, day, start):
    when = local(day, start)

    with pytest.raises(OutsideHours):
        book(starts_at=when)
    made = book(starts_at=when, excuses=Excuses(outside_hours="She asked to"))

    assert (made.is_outside_hours, made.outside_hours_reason) == (True, "She asked to")


def test_while_the_location_is_closed_it_is_asked_why_whoever_works(consultation):
    appointments.opens(("11:00", "17:00"))

    with pytest.raises(OutsideHours):
        book()
    assert book(excuses=Excuses(outside_hours="She asked to")).is_outside_hours
    assert not book(starts_at=local("2026-11-03", "11:00")).is_outside_hours


def test_nobody_is_booked_who_is_deceased_or_was_entered_in_error(consultation, at):
    wrong, dead = patients.register(), patients.register(deceased=True)
    registration.withdraw_many(patients=[wrong], reason="test", by=DESK, at=at)

    with pytest.raises(CannotBeBooked):
        book(wrong)
    with pytest.raises(Deceased):
        book(dead)


def test_only_those_who_offer_it_are_booked_for_it(dana):
    kenji = appointments.provider("Kenji")
    cleaning = appointments.kind("Cleaning", offered_by=[kenji])

    assert book(type=cleaning, provider=kenji).provider == kenji
    with pytest.raises(NotOffered):
        book(type=cleaning, provider=dana, starts_at=local("2026-11-03", "12:00"))


def test_what_is_not_in_use_is_not_booked(consultation, dana, at):
    retired = types.retire(type=appointments.kind("Old"), by=DESK, at=at)
    left = providers.change(provider=appointments.provider("Kenji"), is_active=False, by=DESK, at=at)

    with pytest.raises(NotInUse):
        book(provider=left)
    with pytest.raises(NotInUse):
        book(provider=dana, type=retired)


@pytest.mark.parametrize("day", ["2026-10-30", "2030-01-04"])
def test_times_long_past_or_far_ahead_are_mistakes(consultation, day):
    with pytest.raises(TimeOutOfRange):
        book(starts_at=local(day, "10:00"))


def test_a_second_click_books_once(consultation):
    patient, number = patients.register(), new_id()

    assert book(patient, id=number) == book(patient, id=number)
    assert Appointment.objects.count() == 1


def test_after_going_back_another_time_or_person_is_booked_beside_it(consultation):
    patient, number = patients.register(), new_id()
    first = book(patient, id=number)

    second = book(patient, id=number, starts_at=local("2026-11-03", "11:00"))
    third = book(id=number, starts_at=local("2026-11-03", "12:00"))

    assert len({first.pk, second.pk, third.pk}) == 3


def test_after_going_back_what_was_cancelled_meanwhile_is_booked_anew(consultation, at):
    patient, number = patients.register(), new_id()
    booking.cancel(appointment=book(patient, id=number), reason="patient", by=DESK, at=at)

    assert book(patient, id=number).status == "booked"


def test_the_constraint_stands_behind_the_action(consultation):
    made, other = book(), book(starts_at=local("2026-11-03", "12:00"))
    of_provider = Reservation.objects.get(appointment=made, resource=made.provider_id)

    with pytest.raises(IntegrityError, match="a_resource_is_reserved_once_at_a_time"), transaction.atomic():
        Reservation.objects.filter(appointment=other, resource=made.provider_id).update(during=of_provider.during)


def test_who_was_booked_stays_when_an_import_is_undone(consultation):
    made, nobody = book(), patients.register()

    used = uses_of([made.patient_id, nobody.pk])

    assert [reason.name for reason in used[made.patient_id]] == ["booked"]
    assert nobody.pk not in used


def test_the_other_clinic_sees_nothing_of_it(consultation, birch):
    book()

    with entering(birch):
        assert not Appointment.objects.exists()
