"""Rivals for the same time: exactly one has it, the others are told soon, and nobody is refused what was free."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from appointments.actions import booking, moving, reserving
from appointments.actions.placing import Excuses
from appointments.models import Appointment, Reservation
from clinics.kit.current import entering
from tests.appointments.rivals import RIVALS, contest, slow_inserts
from tests.factories import appointments, patients

SOON = 2.0
HOUR = timedelta(hours=1)


@pytest.fixture
def stage(own_clinic, django_db_blocker):
    """A provider who works day and night, a type, two rooms, and a patient for each rival; committed."""
    with django_db_blocker.unblock():
        with entering(own_clinic):
            site = appointments.site()
            for name in ("A", "B"):
                appointments.room(name)
            always = {"hours": (("00:00", "00:00"),), "weekdays": range(1, 8)}
            stage = {
                "clinic": own_clinic,
                "site": site,
                "providers": [appointments.provider(f"P{number}", **always) for number in range(RIVALS)],
                "type": appointments.kind("Visit", needs_room=False),
                "roomy": appointments.kind("In a room", needs_room=True),
                "patients": [patients.register(given=f"N{number}") for number in range(RIVALS)],
                "begin": appointments.local("2026-11-10", "00:00"),
            }
        yield stage


def book(stage, *, rival, starts_at, minutes=30, provider=0, type="type", **more):
    return booking.book(
        patient=stage["patients"][rival],
        type=stage[type],
        provider=stage["providers"][provider],
        location=stage["site"],
        starts_at=starts_at,
        minutes=minutes,
        by=appointments.DESK,
        at=appointments.AT,
        **more,
    )


def overlapping(stage, slots):
    """Each slot two hours after the other; all rivals want its middle, with other beginnings and lengths."""

    def act(slot, rival):
        middle = stage["begin"] + 2 * slot * HOUR + HOUR
        before = (5, 10, 15, 20, 25, 30, 35, 40)[(rival + slot) % RIVALS]
        return book(stage, rival=rival, starts_at=middle - timedelta(minutes=before), minutes=before + 5 + rival)

    rounds = contest(stage["clinic"], act, rounds=slots)
    assert [sum(not each.is_refused for each in outcomes) for outcomes in rounds] == [1] * slots
    refused = [each for outcomes in rounds for each in outcomes if each.is_refused]
    assert {type(each.got) for each in refused} == {reserving.SlotTaken}
    assert {each.got.status for each in refused} == {409}
    assert max(each.seconds for each in refused) <= SOON
    with entering(stage["clinic"]):
        assert Appointment.objects.count() == slots
        assert Reservation.objects.count() == 2 * slots


def test_of_eight_rivals_for_each_of_thirty_times_one_has_it(stage):
    overlapping(stage, slots=30)


@pytest.mark.slow
def test_of_eight_rivals_for_each_of_three_hundred_times_one_has_it(stage):
    overlapping(stage, slots=300)


def test_while_the_winner_is_slow_the_losers_are_still_told_soon(stage):
    with slow_inserts(stage["clinic"], seconds=1.0):
        (outcomes,) = contest(stage["clinic"], lambda _n, rival: book(stage, rival=rival, starts_at=stage["begin"]))

    assert sum(not each.is_refused for each in outcomes) == 1
    assert max(each.seconds for each in outcomes if each.is_refused) <= SOON


def test_when_the_winner_is_slower_than_anyone_waits_the_losers_are_asked_to_look_again(stage):
    with slow_inserts(stage["clinic"], seconds=2.5):
        (outcomes,) = contest(stage["clinic"], lambda _n, rival: book(stage, rival=rival, starts_at=stage["begin"]))

    refused = [each for each in outcomes if each.is_refused]
    assert Counter(type(each.got) for each in refused) == {reserving.CalendarBusy: RIVALS - 1}
    assert max(each.seconds for each in refused) <= SOON


def test_nobody_is_refused_a_time_that_is_free(stage):
    """One provider, eight clients, each books the times of its own one after the other."""
    rounds = contest(
        stage["clinic"],
        lambda number, rival: book(
            stage, rival=rival, starts_at=stage["begin"] + timedelta(minutes=30) * (number * RIVALS + rival)
        ),
        rounds=10,
    )

    assert [each.got for outcomes in rounds for each in outcomes if each.is_refused] == []


def test_two_rooms_go_to_two_of_eight_providers(stage):
    (outcomes,) = contest(
        stage["clinic"],
        lambda _n, rival: book(stage, rival=rival, provider=rival, type="roomy", starts_at=stage["begin"]),
    )

    won = [each.got for each in outcomes if not each.is_refused]
    assert {each.room.name for each in won} == {"A", "B"}
    assert {each.got.kinds for each in outcomes if each.is_refused} == {("room",)}


def test_a_patient_is_booked_once_however_many_want_to(stage):
    (outcomes,) = contest(
        stage["clinic"], lambda _n, rival: book(stage, rival=0, provider=rival, starts_at=stage["begin"])
    )

    assert sum(not each.is_refused for each in outcomes) == 1


def test_of_those_who_move_to_one_time_one_gets_there_and_the_others_stay(stage):
    with entering(stage["clinic"]):
        made = [book(stage, rival=rival, starts_at=stage["begin"] + rival * HOUR) for rival in range(RIVALS)]
    goal = stage["begin"] + 100 * HOUR

    (outcomes,) = contest(
        stage["clinic"],
        lambda _n, rival: moving.move(
            appointment=made[rival], version=1, starts_at=goal, by=appointments.DESK, at=appointments.AT
        ),
    )

    assert sum(not each.is_refused for each in outcomes) == 1
    with entering(stage["clinic"]):
        stayed = Appointment.objects.exclude(starts_at=goal).values_list("starts_at", flat=True)
        assert set(stayed) < {each.starts_at for each in made}
        assert len(stayed) == RIVALS - 1


def test_those_who_swap_times_never_wait_in_a_circle(stage):
    """Each moves to the next one's provider and time: all are taken, and all are told so, none hangs."""
    with entering(stage["clinic"]):
        made = [book(stage, rival=rival, provider=rival, starts_at=stage["begin"]) for rival in range(RIVALS)]

    (outcomes,) = contest(
        stage["clinic"],
        lambda _n, rival: moving.move(
            appointment=made[rival],
            version=1,
            provider=stage["providers"][(rival + 1) % RIVALS],
            by=appointments.DESK,
            at=appointments.AT,
        ),
    )

    assert {type(each.got) for each in outcomes} == {reserving.SlotTaken}
    assert max(each.seconds for each in outcomes) <= SOON


def test_all_who_overbook_get_through(stage):
    excuses = Excuses(overbook=True, overbooking="Open hours for vaccinations")

    def act(_number, rival):
        return booking.book(
            patient=stage["patients"][rival],
            type=stage["type"],
            provider=stage["providers"][0],
            location=stage["site"],
            starts_at=stage["begin"],
            by=appointments.HEAD,
            at=appointments.AT,
            excuses=excuses,
        )

    (outcomes,) = contest(stage["clinic"], act)

    assert sorted(each.got.is_overbooked for each in outcomes) == [False] + [True] * (RIVALS - 1)
