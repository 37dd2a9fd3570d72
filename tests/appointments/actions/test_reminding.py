"""Patients are reminded once of each time, as long before as the clinic wants, and only of what still stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from appointments.actions import booking, moving, reminding, telling, visits
from appointments.models import AppointmentNotice, CancellationReason, NotTold
from clinics.audit.models import AuditEvent
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from clinics.models import Wakeup
from clinics.staff.permissions import Role
from tests.factories import appointments, patients
from tests.factories.appointments import AT, DESK, book, local

pytestmark = pytest.mark.usefixtures("in_alder")
DAY = timedelta(days=1)
FRIDAY = "2026-11-06", "10:00"


@pytest.fixture
def booked():
    appointments.provider("Dana Doctor")
    appointments.kind("Chemotherapy")
    made = book(patients.register(email="ana@example.com"), starts_at=local(*FRIDAY))
    telling.tell_news(at=AT)
    return made


def reminders() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(purpose="appointment_reminder"))


def test_a_patient_is_reminded_a_day_before_and_never_again(booked):
    assert reminding.remind_due(at=booked.starts_at - DAY - timedelta(seconds=1)) == 0
    assert reminding.remind_due(at=booked.starts_at - DAY) == 1
    assert reminding.remind_due(at=booked.starts_at - DAY + timedelta(minutes=5)) == 0

    [mail] = reminders()
    assert mail.subject.startswith("Reminder: Friday, November 6, 2026, 10:00")
    assert "Chemotherapy" not in mail.text + mail.html
    assert mail.patient_id == booked.patient_id


def test_a_cancelled_appointment_is_not_reminded_of(booked):
    booking.cancel(appointment=booked, reason=CancellationReason.PATIENT, by=DESK, at=AT)

    assert reminding.remind_due(at=booked.starts_at - DAY) == 0
    assert reminders() == []


def test_who_is_there_already_is_not_reminded(booked):
    visits.check_in(appointment=booked, by=DESK, at=booked.starts_at - timedelta(hours=1))

    assert reminding.remind_due(at=booked.starts_at - timedelta(minutes=30)) == 0


def test_what_was_moved_after_a_reminder_is_reminded_of_at_its_new_time(booked):
    reminding.remind_due(at=booked.starts_at - DAY)
    at = booked.starts_at - DAY + timedelta(hours=1)
    moved = moving.move(appointment=booked, version=None, starts_at=local("2026-11-12", "10:00"), by=DESK, at=at)

    assert reminding.remind_due(at=at) == 0
    assert reminding.remind_due(at=moved.starts_at - DAY) == 1
    assert len(reminders()) == 2


def test_what_was_booked_within_the_day_was_confirmed_just_now_and_is_not_reminded_of(booked):
    late = book(patients.register(email="bea@example.com"), starts_at=local("2026-11-02", "15:00"))

    assert reminding.remind_due(at=AT + timedelta(hours=1)) == 0
    [notice] = AppointmentNotice.objects.reminders().filter(appointment=late)
    assert (notice.not_told, notice.mail_id) == (NotTold.TOLD_ALREADY, None)


def test_the_clinic_says_how_long_before_and_whether_at_all(booked, acting):
    by = acting(Role.OWNER)
    reminding.decide(is_on=True, hours_before=48, by=by, at=AT)
    assert reminding.remind_due(at=booked.starts_at - 2 * DAY) == 1

    reminding.decide(is_on=False, hours_before=48, by=by, at=AT)
    other = book(patients.register(email="bea@example.com"), starts_at=local("2026-11-06", "11:00"))
    assert reminding.remind_due(at=other.starts_at - DAY) == 0
    events = AuditEvent.objects.filter(event="reminders.changed").order_by("at", "id")
    assert [event.fields for event in events] == [["hours_before"], ["is_on"]]


def test_the_next_run_is_rung_for_when_the_next_reminder_is_due(booked, alder, on_platform):
    with entering(alder):
        due = booked.starts_at - DAY
        reminding.remind_due(at=AT)

    rung = Wakeup.objects.filter(schema_name=alder.schema_name, task=telling.REMIND_TASK).values_list("at", flat=True)
    assert set(rung) == {due}


def test_the_other_clinic_reminds_nobody(booked, birch):
    with entering(birch):
        assert reminding.remind_due(at=booked.starts_at - DAY) == 0
