import pytest

from clinics.places.actions import locations
from clinics.places.actions.locations import NameTaken, UnknownZone, WrongPlace
from clinics.places.models import Location
from tests.factories import appointments
from tests.factories.appointments import ADMIN, AT

pytestmark = pytest.mark.usefixtures("in_alder")


def test_a_clinic_opens_with_one_site_named_after_it_in_its_zone():
    assert list(Location.objects.values_list("kind", "name", "time_zone")) == [
        ("site", "Alder Clinic", "America/New_York")
    ]


def test_a_room_has_the_zone_of_its_site_and_follows_it():
    site = appointments.site()
    ward = locations.add(kind="department", name="Dental", parent=site, by=ADMIN, at=AT)
    room = appointments.room(parent=ward)
    assert room.time_zone == "America/New_York"

    locations.change(place=site, time_zone="Europe/Madrid", by=ADMIN, at=AT)

    assert set(Location.objects.values_list("time_zone", flat=True)) == {"Europe/Madrid"}
    assert list(Location.objects.rooms_of(site.pk)) == [room]


@pytest.mark.parametrize(("kind", "parent"), [("room", None), ("site", "site"), ("department", "room")])
def test_places_stand_where_they_belong(kind, parent):
    above = {None: None, "site": appointments.site(), "room": appointments.room()}[parent]

    with pytest.raises(WrongPlace):
        locations.add(kind=kind, name="X", parent=above, by=ADMIN, at=AT)


def test_names_differ_within_a_place():
    room = appointments.room("A")

    with pytest.raises(NameTaken):
        appointments.room("A")
    with pytest.raises(NameTaken):
        appointments.another_site("Alder Clinic")
    locations.add(kind="room", name="A", parent=appointments.another_site(), by=ADMIN, at=AT)
    assert locations.change(place=room, name="B", by=ADMIN, at=AT).name == "B"


def test_a_zone_is_a_real_one():
    with pytest.raises(UnknownZone):
        locations.change(place=appointments.site(), time_zone="Europe/Atlantis", by=ADMIN, at=AT)
