"""Eight workers at once, with real commits: each patient is told once and reminded once."""

from __future__ import annotations

from datetime import timedelta

from appointments.actions import reminding, telling
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from tests.appointments.rivals import contest
from tests.factories import appointments, patients
from tests.factories.appointments import AT, book, local

DAY = timedelta(days=1)


def test_workers_at_once_write_one_confirmation_and_one_reminder_each(own_clinic, django_db_blocker):
    with django_db_blocker.unblock():
        with entering(own_clinic):
            appointments.provider()
            appointments.kind()
            booked = [
                book(patients.register(email=f"p{hour}@example.com"), starts_at=local("2026-11-06", f"{hour}:00"))
                for hour in (10, 11, 12, 13)
            ]
        contest(own_clinic, lambda _round, _rival: telling.tell_news(at=AT))
        contest(own_clinic, lambda _round, _rival: reminding.remind_due(at=booked[-1].starts_at - DAY))

        with entering(own_clinic):
            written = OutgoingMail.objects.exclude(patient_id=None).values_list("patient_id", "purpose")
            expected = {(row.patient_id, f"appointment_{kind}") for row in booked for kind in ("booked", "reminder")}
            assert sorted(written) == sorted(expected)
