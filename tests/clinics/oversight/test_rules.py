"""What stands out in a stretch of the trail, rule by rule."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from clinics.oversight import rules
from clinics.oversight.models import AnomalyKind
from clinics.oversight.rules import Act

NEW_YORK, MADRID = ZoneInfo("America/New_York"), ZoneInfo("Europe/Madrid")
DANA, FRAN = ("staff", "dana"), ("staff", "fran")
NOON = datetime(2026, 11, 4, 12, tzinfo=NEW_YORK).astimezone(UTC)


def patient(number: int) -> UUID:
    return UUID(int=number)


def acts(count: int, *, every: timedelta, at: datetime = NOON, actor=DANA, first: int = 0) -> list[Act]:
    return [Act(at + number * every, actor, patient(first + number)) for number in range(count)]


def told(found) -> list[tuple]:
    return [(each.kind, each.actor[1], each.times) for each in found]


def test_own_and_colleagues_records_stand_out_once_a_day():
    openings = [
        Act(NOON, DANA, patient(1)),
        Act(NOON + timedelta(hours=1), DANA, patient(1)),
        Act(NOON, FRAN, patient(1)),
        Act(NOON, FRAN, patient(2)),
        Act(NOON + timedelta(days=1), DANA, patient(1)),
    ]

    found = list(rules.of_colleagues(openings, charts={patient(1): {"dana"}}, zone=NEW_YORK))

    assert sorted(told(found)) == [
        (AnomalyKind.COLLEAGUE, "fran", 1),
        (AnomalyKind.OWN_RECORD, "dana", 1),
        (AnomalyKind.OWN_RECORD, "dana", 2),
    ]
    assert len({each.key for each in found}) == 3


@pytest.mark.parametrize(
    ("count", "every", "stands_out"),
    [(11, timedelta(minutes=5), True), (10, timedelta(minutes=5), False), (30, timedelta(minutes=7), False)],
)
def test_many_records_in_any_hour_stand_out(count, every, stands_out):
    found = list(rules.of_masses(acts(count, every=every), most=10, zone=NEW_YORK))

    assert told(found) == ([(AnomalyKind.MASS, "dana", count)] if stands_out else [])


def test_one_record_opened_often_is_not_many():
    often = [Act(NOON + timedelta(minutes=number), DANA, patient(1)) for number in range(50)]

    assert list(rules.of_masses(often, most=10, zone=NEW_YORK)) == []


def test_two_people_are_not_added_up():
    both = acts(8, every=timedelta(minutes=1)) + acts(8, every=timedelta(minutes=1), actor=FRAN)

    assert list(rules.of_masses(both, most=10, zone=NEW_YORK)) == []


HOURS = {"begins": time(6), "ends": time(22), "most": 3}


def test_a_night_is_one_night_across_midnight():
    late = datetime(2026, 11, 4, 23, 30, tzinfo=NEW_YORK).astimezone(UTC)

    [found] = rules.of_nights(acts(4, every=timedelta(hours=1), at=late), **HOURS, zone=NEW_YORK)

    assert (found.times, found.day.isoformat()) == (4, "2026-11-04")


@pytest.mark.parametrize(
    ("clock", "stands_out"), [("05:55", True), ("06:00", False), ("21:50", False), ("22:00", True)]
)
def test_working_hours_are_the_clinic_s(clock, stands_out):
    hour, minute = map(int, clock.split(":"))
    at = datetime(2026, 11, 4, hour, minute, tzinfo=MADRID).astimezone(UTC)
    openings = acts(3, every=timedelta(seconds=10), at=at)

    assert bool(list(rules.of_nights(openings, **HOURS, zone=MADRID))) is stands_out


def test_two_records_in_a_night_are_few():
    at = datetime(2026, 11, 4, 23, tzinfo=NEW_YORK).astimezone(UTC)

    assert list(rules.of_nights(acts(2, every=timedelta(minutes=1), at=at), **HOURS, zone=NEW_YORK)) == []


def test_more_downloads_than_usual_in_a_day_stand_out():
    downloads = [Act(NOON + timedelta(minutes=number), DANA) for number in range(21)]

    assert told(rules.of_downloads(downloads, most=20, zone=NEW_YORK)) == [(AnomalyKind.DOWNLOADS, "dana", 21)]
    assert list(rules.of_downloads(downloads[1:], most=20, zone=NEW_YORK)) == []


def test_records_of_strangers_stand_out_and_those_of_patients_do_not():
    openings = acts(10, every=timedelta(minutes=1))
    related = {("dana", patient(0))}

    assert list(rules.of_strangers(openings, related=related, most=10, zone=NEW_YORK)) == []
    assert told(rules.of_strangers(openings, related=set(), most=10, zone=NEW_YORK)) == [
        (AnomalyKind.STRANGERS, "dana", 10)
    ]
