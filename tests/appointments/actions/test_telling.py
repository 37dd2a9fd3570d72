"""Patients are told of what became of their appointments: once, in their language, and never what it is for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar

from appointments.actions import booking, moving, telling, undoing
from appointments.models import AppointmentNotice, CancellationReason, NotTold
from clinics.events.models import MailState, OutgoingMail
from clinics.kit.current import entering
from clinics.models import Wakeup
from tests.factories import appointments, patients
from tests.factories.appointments import AT, DESK, book, local

pytestmark = pytest.mark.usefixtures("in_alder")
ANA = "ana@example.com"


@pytest.fixture
def dana():
    return appointments.provider("Dana Doctor", title="Oncologist")


@pytest.fixture
def booked(dana):
    kind = appointments.kind("Chemotherapy", preparation="Do not eat before your chemotherapy.")
    return book(patients.register(email=ANA), type=kind, reason="Relapse", comment="Fragile")


def told(at=AT) -> list[OutgoingMail]:
    """What was written by answering the news now."""
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    telling.tell_news(at=at)
    return list(OutgoingMail.objects.exclude(pk__in=before).order_by("created_at", "id"))


def event_of(mail: OutgoingMail):
    [event] = Calendar.from_ical(mail.calendar).walk("VEVENT")
    return event


def test_a_booking_is_confirmed_with_an_entry_for_the_patients_calendar(booked, alder):
    [mail] = told()

    assert (mail.to, mail.purpose, mail.state) == (ANA, "appointment_booked", MailState.WAITING)
    assert mail.patient_id == booked.patient_id
    assert mail.subject.startswith("Your appointment: Tuesday, November 3, 2026, 10:00")
    assert mail.subject.endswith("Alder Clinic")
    assert "With: Dana Doctor" in mail.text
    assert f"{alder.base_url}/mail/appointments/" in mail.text
    assert mail.calendar_method == "REQUEST"
    event = event_of(mail)
    assert (event["uid"], event["sequence"], event["status"]) == (str(booked.pk), 0, "CONFIRMED")
    assert (event["dtstart"].dt, event["dtend"].dt) == (booked.starts_at, booked.ends_at)


def test_nothing_in_it_says_what_the_appointment_is_for(booked):
    [mail] = told()

    said = f"{mail.subject}\n{mail.text}\n{mail.html}\n{mail.calendar}".casefold()
    for secret in ("chemotherapy", "relapse", "fragile", "oncologist", "do not eat", "ruiz"):
        assert secret not in said


def test_the_same_news_is_told_once(booked):
    assert len(told()) == 1
    assert told() == []
    assert AppointmentNotice.objects.filter(appointment=booked).count() == 1


def test_a_change_is_told_under_the_same_id_with_the_next_number(booked, dana):
    told()
    moving.move(appointment=booked, version=None, starts_at=local("2026-11-04", "14:00"), by=DESK, at=AT)

    [mail] = told()

    event = event_of(mail)
    assert mail.purpose == "appointment_moved"
    assert (mail.calendar_method, event["uid"], event["sequence"]) == ("REQUEST", str(booked.pk), 1)
    assert "Wednesday, November 4, 2026" in mail.text
    assert "Before, it was Tuesday, November 3, 2026" in mail.text


def test_a_cancellation_takes_the_entry_away(booked):
    told()
    booking.cancel(appointment=booked, reason=CancellationReason.ILLNESS, text="Dana is ill", by=DESK, at=AT)

    [mail] = told()

    event = event_of(mail)
    assert (mail.purpose, mail.calendar_method) == ("appointment_cancelled", "CANCEL")
    assert (event["uid"], event["sequence"], event["status"]) == (str(booked.pk), 1, "CANCELLED")
    assert "Dana is ill" not in mail.text


def test_what_was_taken_back_is_confirmed_anew(booked):
    told()
    cancelled = booking.cancel(appointment=booked, reason=CancellationReason.PATIENT, by=DESK, at=AT)
    told()
    undoing.undo(appointment=cancelled, by=DESK, at=AT + timedelta(minutes=1))

    [mail] = told(AT + timedelta(minutes=1))

    assert (mail.purpose, event_of(mail)["sequence"]) == ("appointment_booked", 2)


def test_a_move_that_is_taken_back_is_told_only_to_those_who_heard_of_it(booked):
    told()
    moved = moving.move(appointment=booked, version=None, starts_at=local("2026-11-04", "14:00"), by=DESK, at=AT)
    moved = undoing.undo(appointment=moved, by=DESK, at=AT)
    assert told() == []

    moved = moving.move(appointment=moved, version=None, starts_at=local("2026-11-04", "14:00"), by=DESK, at=AT)
    told()
    undoing.undo(appointment=moved, by=DESK, at=AT)

    [mail] = told()
    assert mail.purpose == "appointment_moved"
    assert "Before, it was Wednesday, November 4, 2026" in mail.text


def test_booked_moved_and_cancelled_before_anybody_was_told_is_nothing_to_tell(booked):
    moving.move(appointment=booked, version=None, starts_at=local("2026-11-04", "14:00"), by=DESK, at=AT)
    booking.cancel(appointment=booked, reason=CancellationReason.PATIENT, by=DESK, at=AT)

    assert told() == []
    reasons = AppointmentNotice.objects.filter(appointment=booked).values_list("not_told", flat=True)
    assert list(reasons) == [NotTold.UNCHANGED] * 3


def test_booked_and_moved_before_anybody_was_told_is_one_confirmation(booked):
    moving.move(appointment=booked, version=None, starts_at=local("2026-11-04", "14:00"), by=DESK, at=AT)

    [mail] = told()

    assert mail.purpose == "appointment_booked"
    assert "Wednesday, November 4, 2026" in mail.text


def test_who_has_no_address_is_not_written_to_and_the_notice_says_so(dana):
    appointment = book(patients.register(phone="617-555-0100"))

    assert told() == []
    assert AppointmentNotice.objects.get(appointment=appointment).not_told == NotTold.NO_ADDRESS


def test_an_address_no_longer_used_is_not_written_to(dana):
    from patients.person import ContactDetails

    old = ContactDetails(system="email", use="old", value="old@example.com")
    new = ContactDetails(system="email", use="home", value=ANA)
    book(patients.register(contacts=(old, new)))

    assert [mail.to for mail in told()] == [ANA]


def test_what_is_over_is_not_told(booked):
    assert told(booked.ends_at) == []
    assert AppointmentNotice.objects.get(appointment=booked).not_told == NotTold.OVER


def test_a_patient_is_written_to_in_a_language_of_theirs(dana):
    book(patients.register(email=ANA, languages=("fr", "es")))

    [mail] = told()

    assert mail.language == "es"
    assert "martes, 3 de noviembre de 2026" in mail.text.casefold()


def test_times_are_those_of_the_place(dana):
    north = appointments.another_site("North", time_zone="Pacific/Auckland")
    appointments.work(dana, (("09:00", "17:00"),), location=north)
    book(patients.register(email=ANA), location=north, starts_at=local("2026-11-10", "10:00", north))

    [mail] = told()

    assert "Tuesday, November 10, 2026, 10:00" in mail.text


def test_sample_people_are_written_to_in_a_demo_only(dana, settings):
    settings.MAIL_TRANSPORT = "ses"
    appointment = book(patients.register(email=ANA, source="sample"))

    assert told() == []
    assert AppointmentNotice.objects.get(appointment=appointment).not_told == NotTold.SAMPLE


def test_booking_rings_for_the_task_of_its_clinic(alder, dana, on_platform):
    with entering(alder):
        book(patients.register(email=ANA))

    assert telling.TELL_TASK in Wakeup.objects.filter(schema_name=alder.schema_name).values_list("task", flat=True)


def test_the_other_clinic_hears_nothing(booked, birch):
    with entering(birch):
        assert telling.unanswered(at=AT) == []
        assert telling.tell_news(at=AT) == 0
    assert len(told()) == 1


def test_where_many_wait_they_are_told_in_turns(dana, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 2)
    for number in range(3):
        book(patients.register(email=ANA), starts_at=local("2026-11-03", f"{10 + number}:00"))

    assert [len(told()) for _ in range(3)] == [2, 1, 0]
