from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from appointments.actions import equipment, placing, providers
from appointments.intervals import overlap
from appointments.models import HoursException, Reservation, WeeklyHours
from appointments.queries.openings import openings
from clinics.kit.refusal import Refusal
from tests.factories import appointments, patients
from tests.factories.appointments import ADMIN, AT, book, local
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("in_alder")
TUESDAY = date(2026, 11, 3)


def ask(kind, **more):
    return openings(
        **{"type": kind, "location": appointments.site(), "first_day": TUESDAY, "at": AT, "days": 1, **more}
    )


def shown(found):
    return [f"{each.starts_at.astimezone(each.location.zone):%H:%M}" for each in found]


def test_the_first_openings_of_a_day_are_on_its_quarters():
    appointments.provider(hours=(("09:00", "10:30"),))

    assert shown(ask(appointments.kind(minutes=30))) == ["09:00", "09:15", "09:30", "09:45", "10:00"]
    assert shown(ask(appointments.kind("Short", minutes=10)))[:3] == ["09:00", "09:10", "09:20"]


def test_what_is_booked_or_past_is_not_offered():
    appointments.provider(hours=(("09:00", "11:00"),))
    kind = appointments.kind(minutes=30)
    book(type=kind, starts_at=local(TUESDAY, "09:30"))

    assert shown(ask(kind)) == ["09:00", "10:00", "10:15", "10:30"]
    assert shown(ask(kind, at=local(TUESDAY, "10:07"))) == ["10:15", "10:30"]


def test_nothing_is_offered_while_the_location_is_closed():
    appointments.provider(hours=(("09:00", "12:00"),))
    appointments.opens(("10:30", "11:30"))
    north = appointments.another_site()
    appointments.opens(("14:00", "15:00"), place=north)

    assert shown(ask(appointments.kind(minutes=30))) == ["10:30", "10:45", "11:00"]
    assert shown(ask(appointments.kind("Long", minutes=90))) == []


def test_an_overbooked_time_is_not_offered_though_nothing_excludes_it():
    appointments.provider(hours=(("09:00", "10:00"),))
    kind = appointments.kind(minutes=60)
    for excuses in (placing.NO_EXCUSE, placing.Excuses(overbook=True, overbooking="Pain")):
        book(type=kind, starts_at=local(TUESDAY, "09:00"), by=appointments.HEAD, excuses=excuses)

    assert ask(kind) == []


def test_breaks_leave_and_extra_hours_count():
    dana = appointments.provider(hours=(("09:00", "12:00"),))
    site = appointments.site()

    def except_(**more):
        days = {"first_day": TUESDAY, "last_day": TUESDAY}
        providers.add_exception(**{**days, "provider": dana, "location": site, "by": ADMIN, "at": AT, **more})

    kind = appointments.kind(minutes=60)
    except_(starts=time(9), ends=time(11))
    except_(is_closed=False, starts=time(18), ends=time(19))
    assert shown(ask(kind)) == ["11:00", "18:00"]

    except_(provider=None, location=None)
    assert shown(ask(kind)) == ["18:00"]


def test_openings_stand_in_order_over_providers_and_days():
    appointments.provider("Dana", hours=(("09:00", "09:30"),), order=2)
    appointments.provider("Kenji", hours=(("09:00", "09:45"),), order=1)

    found = ask(appointments.kind(minutes=30), days=7, limit=5)

    assert [
        (each.starts_at.day, each.provider.name, clock) for each, clock in zip(found, shown(found), strict=True)
    ] == [
        (3, "Kenji", "09:00"),
        (3, "Dana", "09:00"),
        (3, "Kenji", "09:15"),
        (4, "Kenji", "09:00"),
        (4, "Dana", "09:00"),
    ]


def test_only_those_who_offer_the_type_or_were_asked_for_are_offered():
    dana, kenji = appointments.provider("Dana"), appointments.provider("Kenji")
    cleaning = appointments.kind("Cleaning", offered_by=[kenji])

    assert {each.provider for each in ask(cleaning)} == {kenji}
    assert {each.provider for each in ask(appointments.kind(), providers=[dana])} == {dana}


def test_a_room_and_equipment_must_be_free_at_the_same_time():
    kenji, dana = appointments.provider("Kenji", hours=(("09:00", "10:00"),)), appointments.provider("Dana")
    appointments.room()
    kind = appointments.kind("Scan", minutes=30, needs_room=True, equipment_kind="ultrasound")
    assert ask(kind) == []
    equipment.add(name="U1", kind="ultrasound", location=appointments.site(), by=ADMIN, at=AT)

    book(type=kind, provider=dana, starts_at=local(TUESDAY, "09:00"))

    assert shown(ask(kind, providers=[kenji])) == ["09:30"]


def test_a_patient_is_offered_times_at_which_they_are_not_elsewhere():
    kenji, dana = appointments.provider("Kenji", hours=(("09:00", "10:00"),)), appointments.provider("Dana")
    patient, kind = patients.register(), appointments.kind(minutes=30)
    book(patient, type=kind, provider=dana, starts_at=local(TUESDAY, "09:00"))

    assert shown(ask(kind, providers=[kenji], patient_id=patient.pk)) == ["09:30"]


def test_a_day_is_the_sites_day():
    madrid = appointments.another_site("Madrid", "Europe/Madrid")
    appointments.provider(hours=(("09:00", "09:30"),), location=madrid)

    (found,) = ask(appointments.kind(minutes=30), location=madrid)

    assert found.starts_at == local(TUESDAY, "09:00", madrid)
    assert ask(appointments.kind("Other")) == []


@pytest.mark.parametrize("count", [1, 3])
def test_openings_take_seven_statements_however_many_provide(count):
    for number in range(count):
        appointments.provider(f"P{number}")
    appointments.room()
    kind = appointments.kind(needs_room=True, equipment_kind="ultrasound")
    site, patient = appointments.site(), patients.register()

    with statements(7):
        openings(type=kind, location=site, first_day=TUESDAY, at=AT, patient_id=patient.pk)


quarters = st.integers(0, 95).map(lambda each: time(each // 4, each % 4 * 15))
stretches = st.tuples(quarters, quarters).filter(lambda pair: pair[0] < pair[1] or pair[1] == time(0))
# New York's clock changes on 8 March and on 1 November.
weeks = st.sampled_from([date(2026, 3, 7), date(2026, 10, 31), date(2026, 11, 3)])


SUNDAY = 7


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(date(2026, 10, 31), [(SUNDAY, (time(1, 15), time(0)))], [], [], 5)
@example(date(2026, 10, 31), [(SUNDAY, (time(0), time(0)))], [(1, (time(0, 30), time(1, 30)))], [], 5)
@given(
    first_day=weeks,
    hours=st.lists(st.tuples(st.integers(1, 7), stretches), max_size=6),
    closed=st.lists(st.tuples(st.integers(0, 2), stretches), max_size=3),
    wanted=st.lists(st.tuples(st.integers(0, 4 * 72), st.integers(1, 24)), max_size=8),
    minutes=st.sampled_from([5, 10, 20, 30, 45, 60, 90, 240]),
)
def test_whatever_is_offered_is_within_the_hours_and_free_and_can_be_booked(first_day, hours, closed, wanted, minutes):
    with transaction.atomic():
        site, dana = appointments.site(), appointments.provider(hours=None)
        for weekday, (starts, ends) in hours:
            WeeklyHours.objects.create(
                provider=dana, location=site, weekday=weekday, starts=starts, ends=ends, valid_from=date(2026, 1, 1)
            )
        for offset, (starts, ends) in closed:
            day = first_day + timedelta(days=offset)
            HoursException.objects.create(
                provider=dana, location=site, first_day=day, last_day=day, starts=starts, ends=ends
            )
        kind = appointments.kind(minutes=minutes)
        begin = local(first_day, "00:00")
        at = begin - timedelta(days=2)
        for quarter, length in wanted:
            try:
                with transaction.atomic():
                    book(
                        type=kind,
                        starts_at=begin + quarter * timedelta(minutes=15),
                        minutes=length * 10,
                        at=at,
                        excuses=placing.Excuses(outside_hours="Anywhere"),
                    )
            except Refusal:
                pass

        found = ask(kind, first_day=first_day, days=3, limit=100, at=at)

        reserved = [(each.during.lower, each.during.upper) for each in Reservation.objects.active()]
        for each in found:
            times = (each.starts_at, each.ends_at)
            assert each.ends_at - each.starts_at == timedelta(minutes=minutes)
            assert not any(overlap(times, other) for other in reserved)
            assert all(is_worked(minute, hours, closed, first_day, site) for minute in minutes_of(times))
        for each in found[:1] + found[-1:]:
            try_out = transaction.savepoint()
            assert not book(type=kind, provider=dana, starts_at=each.starts_at, at=at).is_outside_hours
            transaction.savepoint_rollback(try_out)
        transaction.set_rollback(True)


def minutes_of(times):
    starts, ends = times
    return (starts + timedelta(minutes=number) for number in range(int((ends - starts).total_seconds() // 60)))


def is_worked(moment, hours, closed, first_day, site):
    """Whether the clock on the wall shows a time within the hours, asked minute by minute.

    A time shown twice is its first one, so the second time around all of that hour has been.
    """
    shown: datetime = moment.astimezone(site.zone)
    clock = time(1, 59) if shown.fold else shown.time()

    def within(starts, ends):
        return starts <= clock and (ends == time(0) or clock < ends)

    works = any(weekday == shown.isoweekday() and within(*pair) for weekday, pair in hours)
    return works and not any(
        first_day + timedelta(days=offset) == shown.date() and within(*pair) for offset, pair in closed
    )
