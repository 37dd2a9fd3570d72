"""A patient with an appointment near is nobody's stranger."""

from datetime import UTC, datetime, timedelta

import pytest

from appointments.actions import visits
from appointments.queries.related import find
from tests.factories import appointments, patients

STARTS = datetime(2026, 11, 3, 15, 0, tzinfo=UTC)  # ten in New York, where the appointment is booked


@pytest.mark.parametrize(("since", "until", "is_near"), [(-1, 1, True), (1, 9, False), (-9, -1, False), (0, 1, True)])
def test_an_appointment_counts_for_everybody_while_it_is_near(in_alder, since, until, is_near):
    ana, bea = patients.register(), patients.register(given="Bea", birth_date=None)
    appointments.book(ana)
    pairs = {("dana", ana.pk), ("fran", ana.pk), ("dana", bea.pk)}

    found = find(pairs, since=STARTS + timedelta(days=since), until=STARTS + timedelta(days=until))

    assert found == ({("dana", ana.pk), ("fran", ana.pk)} if is_near else set())


def test_one_that_was_entered_in_error_does_not_count(in_alder, at):
    ana = patients.register()
    booked = appointments.book(ana)
    visits.mark_entered_in_error(appointment=booked, by=appointments.DESK, at=at)

    assert find({("dana", ana.pk)}, since=STARTS - timedelta(days=1), until=STARTS + timedelta(days=1)) == set()
