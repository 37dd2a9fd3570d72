"""What a message links to: how the appointment stands now, for whoever holds the link, and naming nobody."""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache
from icalendar import Calendar

from appointments.actions import booking
from appointments.actions.writing import link_to
from appointments.models import CancellationReason
from clinics.kit.current import entering
from tests.factories import appointments, patients
from tests.factories.appointments import AT, DESK, book, local


@pytest.fixture(autouse=True)
def _it_is_monday():
    cache.clear()
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def booked(db, alder):
    with entering(alder):
        appointments.provider("Dana Doctor", title="Oncologist")
        kind = appointments.kind("Chemotherapy", preparation="Do not eat.")
        return book(patients.register(email="ana@example.com"), type=kind, starts_at=local("2026-11-06", "10:00"))


@pytest.fixture
def link(booked, alder):
    with entering(alder):
        return link_to(booked).removeprefix(alder.base_url)


def test_it_says_when_and_where_and_nothing_else(visit, alder, link):
    page = visit(alder).get(link).content.decode()

    assert "Friday, November 6, 2026" in page
    assert "Dana Doctor" in page
    for secret in ("Chemotherapy", "Oncologist", "Do not eat", "Ruiz", "Ana", "ana@example.com"):
        assert secret not in page


def test_it_says_that_the_appointment_was_cancelled(visit, alder, link, booked):
    with entering(alder):
        booking.cancel(appointment=booked, reason=CancellationReason.CLINIC, by=DESK, at=AT)

    assert "This appointment was cancelled" in visit(alder).get(link).content.decode()
    assert visit(alder).get(f"{link}calendar.ics").status_code == 404


def test_the_entry_for_the_calendar_is_the_one_in_the_mail(visit, alder, link, booked):
    answer = visit(alder).get(f"{link}calendar.ics")

    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (event["uid"], event["dtstart"].dt) == (str(booked.pk), booked.starts_at)
    assert "chemotherapy" not in answer.content.decode().casefold()


def test_another_clinic_opens_nothing_with_it(visit, birch, link):
    assert visit(birch).get(link).status_code == 404


def test_a_changed_link_opens_nothing(visit, alder, link):
    # No signature ends in x: its last letter carries four bits.
    for wrong in (link[:-2] + "x/", link.replace(".", ""), "/mail/appointments/x/"):
        assert visit(alder).get(wrong).status_code == 404


def test_guessing_is_slowed_down(visit, alder):
    assert [visit(alder).get("/mail/appointments/x/").status_code for _ in range(31)][-1] == 429
