"""Places are closed with a date and opened again; nothing of them is deleted."""

from datetime import UTC, date, datetime

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.actor import Actor
from clinics.kit.current import entering_platform
from clinics.models import Wakeup
from clinics.places.actions import closing, locations
from clinics.places.actions.closing import AboveClosed, ClosedBefore, LastSite, StillUsed
from clinics.places.models import Location
from tests.factories import appointments
from tests.factories.appointments import ADMIN, AT, book

pytestmark = pytest.mark.usefixtures("in_alder")

TODAY, LATER = date(2026, 11, 2), date(2026, 12, 1)
TASK = Actor.task(closing.CLOSE_TASK)


def close(place, day=TODAY, at=AT):
    return closing.close(place=place, closed_from=day, by=ADMIN, at=at)


def test_one_site_stays_in_use():
    site = appointments.site()
    with pytest.raises(LastSite):
        close(site)
    north = appointments.another_site()
    close(north, LATER)

    with pytest.raises(LastSite):
        close(site)


def test_a_place_closes_today_with_all_that_is_in_it():
    appointments.site()
    north = appointments.another_site()
    ward = locations.add(kind="department", name="Dental", parent=north, by=ADMIN, at=AT)
    room = appointments.room(parent=ward)

    close(north)

    assert set(Location.objects.filter(is_active=False, closed_from=TODAY)) == {north, ward, room}
    assert AuditEvent.objects.filter(event="place.closed", subject_id=str(north.pk)).count() == 1


def test_a_place_that_closes_later_is_in_use_until_that_day_of_its_own_clock():
    room = close(appointments.room(), LATER)
    with entering_platform():
        assert Wakeup.objects.get(task=closing.CLOSE_TASK).at == datetime(2026, 12, 1, 5, tzinfo=UTC)

    assert closing.close_due(by=TASK, at=datetime(2026, 12, 1, 4, 59, tzinfo=UTC)) == 0
    room.refresh_from_db()
    assert room.is_active
    assert closing.close_due(by=TASK, at=datetime(2026, 12, 1, 5, tzinfo=UTC)) == 1
    room.refresh_from_db()
    assert not room.is_active


def test_a_place_does_not_close_in_the_past():
    with pytest.raises(ClosedBefore):
        close(appointments.room(), date(2026, 11, 1))


def test_what_is_booked_there_afterwards_keeps_it_open_and_is_counted():
    room = appointments.room()
    booked = book(type=appointments.kind(needs_room=True))  # on the 3rd
    assert booked.room == room

    with pytest.raises(StillUsed) as refused:
        close(room, date(2026, 11, 3))

    assert refused.value.count == 1
    assert refused.value.url == f"/settings/locations/{room.pk}/appointments/"
    assert "1 appointment is booked there" in str(refused.value)
    assert close(room, date(2026, 11, 4)).closed_from == date(2026, 11, 4)


def test_what_is_booked_in_a_room_keeps_its_site_open():
    south, north = appointments.site(), appointments.another_site()
    appointments.room(parent=north)
    kind, dana = appointments.kind(needs_room=True), appointments.provider(location=north)
    book(type=kind, provider=dana, location=north)

    with pytest.raises(StillUsed):
        close(north)
    assert south.is_active


def test_opening_again_brings_back_what_closed_with_it_and_nothing_else():
    appointments.site()
    north = appointments.another_site()
    old, new = appointments.room("Old", parent=north), appointments.room("New", parent=north)
    close(old)
    close(north, LATER)
    with pytest.raises(AboveClosed):
        closing.reopen(place=new, by=ADMIN, at=AT)

    closing.reopen(place=north, by=ADMIN, at=AT)

    assert set(Location.objects.filter(closed_from__isnull=False)) == {old}
    assert closing.reopen(place=old, by=ADMIN, at=AT).is_active
