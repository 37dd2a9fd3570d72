"""A sample calendar looks like the weeks of a clinic."""

from collections import Counter
from datetime import timedelta

import pytest

from appointments.actions import seeding
from appointments.models import Appointment, AppointmentType
from clinics.audit.models import AuditEvent
from clinics.onboarding.samples import SampleColleague, SampleOrder
from clinics.staff.permissions import Role
from patients.actions import seeding as people
from tests.factories.appointments import local


@pytest.fixture
def order(in_alder, acting) -> SampleOrder:
    at = local("2026-11-04", "10:40")
    team = (
        SampleColleague(actor=acting(Role.CLINICIAN), works_in="medicine"),
        SampleColleague(actor=acting(Role.FRONT_DESK), works_in="reception"),
    )
    found = SampleOrder(patients=120, seed=5, by=acting(Role.OWNER), at=at, tell=lambda _words: None, team=team)
    people.fill(found)
    return found


def test_weeks_before_and_after_today_are_booked_and_have_gone_as_visits_go(order):
    seeding.fill(order)

    rows = list(Appointment.objects.select_related("type", "provider", "room"))
    past = [each for each in rows if each.ends_at < order.at - timedelta(hours=1)]
    ahead = [each for each in rows if each.starts_at > order.at + timedelta(hours=1)]
    assert len(past) > 60
    assert len(ahead) > 60
    assert {each.status for each in past} <= {"completed", "no_show", "cancelled"}
    assert {each.status for each in ahead} <= {"booked", "cancelled"}
    assert Counter(each.status for each in past)["completed"] > 0.7 * len(past)
    assert len({each.type for each in rows}) == AppointmentType.objects.count()
    assert all(each.recorded_at <= each.starts_at + timedelta(minutes=1) for each in rows if not each.is_overbooked)
    assert any(each.is_overbooked for each in rows)
    assert all(each.room for each in rows)


def test_what_was_done_is_in_the_trail_in_the_name_of_who_does_it(order):
    seeding.fill(order)

    by = {event.event: set() for event in AuditEvent.objects.filter(event__startswith="appointment.")}
    for event in AuditEvent.objects.filter(event__startswith="appointment."):
        by[event.event] |= set(event.actor_roles)
    assert by["appointment.booked"] == {"front_desk", "clinician"}
    assert by["appointment.completed"] == {"clinician"}
