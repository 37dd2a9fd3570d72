"""`/settings/locations/`: an administrator adds, changes and closes places and equipment by page."""

import pytest
import time_machine

from appointments.actions import equipment
from appointments.models import Equipment
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.places.models import Location
from tests.factories import appointments, patients
from tests.factories.appointments import ADMIN, AT, book
from tests.factories.staff import Role
from tests.statements import statements

ALL = "/settings/locations/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def admin(visit, alder):
    return visit(alder, Role.ADMINISTRATOR)


@pytest.fixture
def site(alder, db):
    with entering(alder):
        return appointments.site()


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_a_location_with_department_room_and_equipment_is_made_by_page(admin, alder):
    new = {"name": "North", "address": "1 Elm St", "time_zone": "America/Chicago", "order": "2"}
    assert admin.post(f"{ALL}new/", new).status_code == 302
    with entering(alder):
        north = Location.objects.get(name="North")
    admin.post(f"{ALL}{north.pk}/departments/new/", {"name": "Dental", "order": "1"})
    with entering(alder):
        dental = Location.objects.get(name="Dental")
    admin.post(f"{ALL}{north.pk}/rooms/new/", {"name": "Chair 1", "parent": str(dental.pk), "order": "1"})
    with entering(alder):
        chair = Location.objects.get(name="Chair 1")
    thing = {"name": "X-ray", "kind": "x-ray", "location": str(chair.pk)}
    admin.post(f"{ALL}{north.pk}/equipment/new/", thing)

    page = text(admin.get(f"{ALL}{north.pk}/"))

    assert all(name in page for name in ("North", "1 Elm St", "Chicago", "Dental", "Chair 1", "X-ray"))
    with entering(alder):
        assert chair.time_zone == "America/Chicago"
        assert AuditEvent.objects.filter(event="place.added", subject_id=str(chair.pk)).exists()


def test_the_list_says_what_each_location_has(admin, alder, site):
    with entering(alder):
        appointments.room("Room 1")
        appointments.room("Room 2")
        equipment.add(name="U1", kind="ultrasound", location=site, by=ADMIN, at=AT)

    page = text(admin.get(ALL))

    assert "Alder Clinic" in page
    assert "2 rooms" in page
    assert "1 piece of equipment" in page
    assert "New York (UTC\u221205:00)" in page


def test_a_name_twice_is_refused_on_the_form_which_keeps_what_was_typed(admin, site):
    page = text(admin.post(f"{ALL}new/", {"name": "Alder Clinic", "time_zone": "Europe/Madrid", "order": "1"}), 409)

    assert "There is a place of this name already" in page
    assert '<option value="Europe/Madrid" selected>' in page


def test_a_location_and_a_room_are_changed(admin, alder, site):
    with entering(alder):
        room = appointments.room()
    known = {"name": "Alder West", "address": "2 Oak", "time_zone": "America/Denver", "order": "5"}
    admin.post(f"{ALL}{site.pk}/edit/", known)
    admin.post(f"{ALL}{room.pk}/edit/", {"name": "Blue room", "order": "5"})

    with entering(alder):
        found = set(Location.objects.values_list("name", "time_zone"))
    assert found == {("Alder West", "America/Denver"), ("Blue room", "America/Denver")}


def test_what_is_booked_is_counted_and_listed_before_a_room_can_close(admin, alder):
    with entering(alder):
        room = appointments.room()
        ana = patients.register(given="Ana", family="Ruiz")
        made = book(ana, type=appointments.kind(needs_room=True))

    page = text(admin.post(f"{ALL}{room.pk}/closing/", {"closed_from": "2026-11-02"}), 409)
    listed = text(admin.get(f"{ALL}{room.pk}/appointments/"))

    assert "1 appointment is booked there" in page
    assert f'href="{ALL}{room.pk}/appointments/"' in page
    assert "Ana Ruiz" in listed
    assert f'href="/appointments/{made.pk}/"' in listed
    with entering(alder):
        assert AuditEvent.objects.get(event="appointment.listed").patient_ids == [ana.pk]
        room.refresh_from_db()
        assert room.closed_from is None


def test_a_free_room_closes_and_is_used_again(admin, alder):
    with entering(alder):
        room = appointments.room()
    admin.post(f"{ALL}{room.pk}/closing/", {"closed_from": "2026-11-02"})
    page = text(admin.get(f"{ALL}{room.parent_id}/"))
    assert "Closed" in page
    admin.post(f"{ALL}{room.pk}/reopening/")

    with entering(alder):
        room.refresh_from_db()
    assert room.is_active


def test_equipment_is_changed_taken_out_of_use_and_used_again(admin, alder, site):
    with entering(alder):
        scanner = equipment.add(name="U1", kind="ultrasound", location=site, by=ADMIN, at=AT)
    where = f"/settings/equipment/{scanner.pk}/"
    admin.post(where, {"name": "U2", "kind": "ultrasound", "location": str(site.pk)})
    admin.post(f"{where}closing/", {"closed_from": "2026-11-02"})
    with entering(alder):
        closed = Equipment.objects.get()
    assert (closed.name, str(closed.closed_from)) == ("U2", "2026-11-02")
    assert "Nothing is booked that stands in the way" in text(admin.get(f"{where}appointments/"))

    admin.post(f"{where}reopening/")

    with entering(alder):
        assert Equipment.objects.get().closed_from is None


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER, Role.AUDITOR])
def test_who_does_not_configure_the_calendar_does_not_enter(visit, alder, site, role):
    client = visit(alder, role)

    assert client.get(ALL).status_code == 403
    assert client.post(f"{ALL}{site.pk}/closing/", {"closed_from": "2026-11-02"}).status_code == 403


def test_places_of_another_clinic_are_not_there(visit, birch, site):
    other = visit(birch, Role.OWNER)

    assert other.get(f"{ALL}{site.pk}/").status_code == 404
    assert other.post(f"{ALL}{site.pk}/edit/", {"name": "Mine", "order": "1"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_at_one_and_at_three(admin, alder, site, count):
    with entering(alder):
        for number in range(count):
            appointments.room(f"Room {number}")
            equipment.add(name=f"U{number}", kind="ultrasound", location=site, by=ADMIN, at=AT)
            if number:
                appointments.another_site(f"Site {number}")
    admin.get(ALL)

    with statements(5):
        admin.get(ALL)
    with statements(9):
        admin.get(f"{ALL}{site.pk}/")
