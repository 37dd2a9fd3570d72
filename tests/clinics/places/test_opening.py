"""When a site is open: a week of stretches, written as a whole."""

from dataclasses import dataclass
from datetime import time

import pytest

from clinics.audit.models import AuditEvent
from clinics.places.actions import opening
from clinics.places.actions.opening import ImpossibleOpening, NotASite
from clinics.places.models import OpeningHours
from tests.factories import appointments
from tests.factories.appointments import ADMIN, AT

pytestmark = pytest.mark.usefixtures("in_alder")


@dataclass(frozen=True)
class Open:
    weekday: int
    starts: time
    ends: time


def week(*times):
    return [Open(day, time(starts), time(ends)) for day, starts, ends in times]


def set_hours(*times, place=None):
    return opening.set_hours(place=place or appointments.site(), hours=week(*times), by=ADMIN, at=AT)


def test_a_week_replaces_the_week_before():
    set_hours((1, 9, 17), (2, 9, 17))

    set_hours((1, 8, 12), (1, 13, 0))

    assert [(row.weekday, row.starts.hour, row.ends.hour) for row in OpeningHours.objects.all()] == [
        (1, 8, 12),
        (1, 13, 0),
    ]


def test_the_same_week_again_leaves_no_trace():
    set_hours((1, 9, 17))
    set_hours((1, 9, 17))

    assert AuditEvent.objects.filter(event="place.hours_set").count() == 1


@pytest.mark.parametrize("times", [((1, 12, 9),), ((1, 9, 12), (1, 11, 13)), ((1, 20, 0), (1, 22, 23))])
def test_what_cannot_be_is_refused(times):
    set_hours((3, 9, 17))

    with pytest.raises(ImpossibleOpening):
        set_hours(*times)

    assert OpeningHours.objects.count() == 1


def test_a_room_has_no_hours_of_its_own():
    with pytest.raises(NotASite):
        set_hours((1, 9, 17), place=appointments.room())
