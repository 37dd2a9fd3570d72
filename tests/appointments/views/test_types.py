"""`/settings/appointment-types/`: what patients come for is added, changed, ordered and ended by page."""

from decimal import Decimal

import pytest

from appointments.actions import equipment, types
from appointments.models import AppointmentType
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.factories import appointments
from tests.factories.appointments import ADMIN, AT
from tests.factories.staff import Role
from tests.statements import statements

ALL = "/settings/appointment-types/"
PLAIN = {"name": "Scan", "minutes": "45", "tone": "teal", "equipment_kind": "", "fee": "", "preparation": ""}


@pytest.fixture
def admin(visit, alder):
    return visit(alder, Role.ADMINISTRATOR)


@pytest.fixture
def three(alder, db):
    with entering(alder):
        return [appointments.kind(name, order=10 * number) for number, name in enumerate(("One", "Two", "Three"), 1)]


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def in_order(clinic):
    with entering(clinic):
        return list(AppointmentType.objects.active().in_order().values_list("name", flat=True))


def test_a_type_is_added_with_all_it_needs_after_the_others(admin, alder, three):
    with entering(alder):
        equipment.add(name="U1", kind="ultrasound", location=appointments.site(), by=ADMIN, at=AT)
        dana = appointments.provider()
        appointments.provider("Kenji")
    sent = {
        **PLAIN,
        "fee": "120.50",
        "needs_room": "on",
        "equipment_kind": "ultrasound",
        "preparation": "Come fasting.",
        "books_online": "on",
        "offered_by": [str(dana.pk)],
    }

    assert admin.post(f"{ALL}new/", sent).status_code == 302

    assert in_order(alder) == ["One", "Two", "Three", "Scan"]
    with entering(alder):
        made = AppointmentType.objects.get(name="Scan")
        assert (made.minutes, made.fee, made.currency) == (45, Decimal("120.5"), "USD")
        assert [offer.provider for offer in made.offerings.all()] == [dana]
    page = text(admin.get(ALL))
    assert all(said in page for said in ("$120.50", "ultrasound", "Dana Doctor", "Online too", "45 min"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "One"}, "name"),
        ({"name": ""}, "name"),
        ({"minutes": "3"}, "minutes"),
        ({"minutes": "47"}, "minutes"),
        ({"fee": "10.505"}, "fee"),
        ({"fee": "-1"}, "fee"),
        ({"equipment_kind": "laser"}, "equipment_kind"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(admin, three, changed, field):
    answer = admin.post(f"{ALL}new/", {**PLAIN, **changed})

    assert answer.status_code in {409, 422}
    assert field in answer.context["form"].errors


def test_a_type_is_changed_and_its_form_shows_what_it_is(admin, alder, three):
    with entering(alder):
        types.change(type=three[0], fee="80", equipment_kind="laser", by=ADMIN, at=AT)
    form = text(admin.get(f"{ALL}{three[0].pk}/"))
    assert 'value="80"' in form
    assert '<option value="laser" selected>' in form

    admin.post(f"{ALL}{three[0].pk}/", {**PLAIN, "name": "First"})

    with entering(alder):
        found = AppointmentType.objects.get(pk=three[0].pk)
    assert (found.name, found.minutes, found.fee, found.equipment_kind, found.needs_room) == (
        "First",
        45,
        None,
        "",
        False,
    )


def test_the_order_is_changed_one_place_at_a_time(admin, alder, three):
    admin.post(f"{ALL}{three[2].pk}/place/", {"to": "up"})
    assert in_order(alder) == ["One", "Three", "Two"]

    admin.post(f"{ALL}{three[0].pk}/place/", {"to": "down"})
    assert in_order(alder) == ["Three", "One", "Two"]
    admin.post(f"{ALL}{three[2].pk}/place/", {"to": "up"})  # is the first already

    assert in_order(alder) == ["Three", "One", "Two"]
    with entering(alder):
        assert AuditEvent.objects.filter(event="appointment_type.changed", fields=["order"]).count() == 2


def test_types_that_share_a_number_are_numbered_apart_when_one_moves(admin, alder):
    with entering(alder):
        made = [appointments.kind(name) for name in ("A", "B", "C")]

    admin.post(f"{ALL}{made[1].pk}/place/", {"to": "down"})

    assert in_order(alder) == ["A", "C", "B"]


def test_a_type_ends_and_is_offered_again(admin, alder, three):
    with entering(alder):
        booked = appointments.book(type=three[0], provider=appointments.provider())
    admin.post(f"{ALL}{three[0].pk}/retirement/")
    assert in_order(alder) == ["Two", "Three"]
    with entering(alder):
        booked.refresh_from_db()
        assert booked.is_standing
    assert "No longer offered" in text(admin.get(ALL))

    admin.post(f"{ALL}{three[0].pk}/return/")

    assert in_order(alder) == ["One", "Two", "Three"]


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER, Role.AUDITOR])
def test_who_does_not_configure_the_calendar_does_not_enter(visit, alder, three, role):
    client = visit(alder, role)

    assert client.get(ALL).status_code == 403
    assert client.post(f"{ALL}{three[0].pk}/retirement/").status_code == 403


def test_types_of_another_clinic_are_not_there(visit, birch, three):
    other = visit(birch, Role.OWNER)

    assert other.get(f"{ALL}{three[0].pk}/").status_code == 404
    assert other.post(f"{ALL}{three[0].pk}/place/", {"to": "up"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_at_one_and_at_three(admin, alder, count):
    with entering(alder):
        dana = appointments.provider()
        for number in range(count):
            types.add(name=f"Type {number}", minutes=30, offered_by=[dana], by=ADMIN, at=AT)
    admin.get(ALL)

    with statements(5):
        admin.get(ALL)
