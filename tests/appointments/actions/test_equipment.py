"""Equipment is added, moved, taken out of use with a date, and used again."""

from datetime import date

import pytest

from appointments.actions import equipment
from appointments.actions.equipment import PlaceIsClosed
from appointments.actions.reserving import SlotTaken
from appointments.queries.openings import openings
from clinics.audit.models import AuditEvent
from clinics.places.actions import closing
from clinics.places.actions.closing import ClosedBefore, StillUsed
from tests.factories import appointments
from tests.factories.appointments import ADMIN, AT, book, local

pytestmark = pytest.mark.usefixtures("in_alder")

DAY = date(2026, 11, 4)


@pytest.fixture
def room():
    return appointments.room()


@pytest.fixture
def scanner(room):
    return equipment.add(name="U1", kind="ultrasound", location=room, by=ADMIN, at=AT)


@pytest.fixture
def scan():
    appointments.provider()
    return appointments.kind("Scan", equipment_kind="ultrasound")


def close(thing, day=DAY):
    return equipment.close(equipment=thing, closed_from=day, by=ADMIN, at=AT)


def test_it_is_booked_until_the_day_it_goes(scanner, scan):
    close(scanner)

    assert book(type=scan).equipment == scanner
    with pytest.raises(SlotTaken):
        book(type=scan, starts_at=local("2026-11-04", "10:00"))
    found = openings(type=scan, location=appointments.site(), first_day=date(2026, 11, 3), at=AT, days=3, limit=100)
    assert {each.starts_at.date() for each in found} == {date(2026, 11, 3)}


def test_it_does_not_go_while_it_is_booked(scanner, scan):
    book(type=scan)

    with pytest.raises(StillUsed) as refused:
        close(scanner, date(2026, 11, 3))

    assert refused.value.url == f"/settings/equipment/{scanner.pk}/appointments/"
    with pytest.raises(ClosedBefore):
        close(scanner, date(2026, 11, 1))


def test_it_is_not_there_where_its_room_is_closed(scanner, scan, room):
    closing.close(place=room, closed_from=DAY, by=ADMIN, at=AT)

    with pytest.raises(SlotTaken):
        book(type=scan, starts_at=local("2026-11-04", "10:00"))


def test_it_is_used_again_where_its_place_is_open(scanner, room):
    close(scanner, date(2026, 11, 2))
    closing.close(place=room, closed_from=date(2026, 11, 2), by=ADMIN, at=AT)
    with pytest.raises(PlaceIsClosed):
        equipment.reopen(equipment=scanner, by=ADMIN, at=AT)
    equipment.change(equipment=scanner, location=appointments.site(), by=ADMIN, at=AT)

    assert equipment.reopen(equipment=scanner, by=ADMIN, at=AT).closed_from is None
    told = AuditEvent.objects.filter(subject_id=str(scanner.pk)).order_by("id").values_list("event", flat=True)
    assert list(told) == ["equipment.added", "equipment.closed", "equipment.changed", "equipment.reopened"]
