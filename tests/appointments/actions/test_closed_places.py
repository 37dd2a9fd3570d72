"""Nothing is booked where a place is closed by then, and no opening is offered there."""

from datetime import date

import pytest

from appointments.actions.placing import NotInUse
from appointments.actions.reserving import SlotTaken
from appointments.queries.openings import openings
from clinics.places.actions import closing
from tests.factories import appointments
from tests.factories.appointments import ADMIN, AT, book, local

pytestmark = pytest.mark.usefixtures("in_alder")

TUESDAY, WEDNESDAY = date(2026, 11, 3), date(2026, 11, 4)


def close(place):
    return closing.close(place=place, closed_from=WEDNESDAY, by=ADMIN, at=AT)


def days_offered(kind, place):
    found = openings(type=kind, location=place, first_day=TUESDAY, at=AT, days=3, limit=100)
    return {each.starts_at.astimezone(place.zone).date() for each in found}


def test_a_site_is_booked_until_the_day_before_it_closes():
    appointments.site()
    north = appointments.another_site()
    kind, dana = appointments.kind(), appointments.provider(location=north)
    north = close(north)

    assert days_offered(kind, north) == {TUESDAY}
    book(type=kind, provider=dana, location=north, starts_at=local(TUESDAY, "10:00", north))
    with pytest.raises(NotInUse):
        book(type=kind, provider=dana, location=north, starts_at=local(WEDNESDAY, "10:00", north))


def test_a_room_is_taken_until_the_day_before_it_closes():
    room = appointments.room()
    kind, _dana = appointments.kind(needs_room=True), appointments.provider()
    room = close(room)

    assert days_offered(kind, appointments.site()) == {TUESDAY}
    assert book(type=kind).room == room
    with pytest.raises(SlotTaken):
        book(type=kind, starts_at=local(WEDNESDAY, "10:00"))
    with pytest.raises(NotInUse):
        book(type=kind, room=room, starts_at=local(WEDNESDAY, "11:00"))
