"""Appointments are found by the person and by the day, in the one search of the frame."""

import pytest
import time_machine

from clinics.audit.models import AuditEvent
from clinics.home import search
from clinics.kit.current import entering
from tests.factories import appointments, billing, patients
from tests.factories.appointments import book, local
from tests.factories.staff import Role, acting
from tests.statements import statements

pytestmark = pytest.mark.django_db
TYPING = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _it_is_monday():
    with time_machine.travel("2026-11-02T15:00:00Z", tick=False):
        yield


@pytest.fixture
def known(alder):
    """Ana comes tomorrow and next week, Ben tomorrow; Cora never."""
    with entering(alder):
        dana = appointments.provider("Dana Doctor")
        people = {name: patients.register(given=name, family="Quillfeather") for name in ("Ana", "Ben", "Cora")}
        rows = {
            "Ana": book(people["Ana"], provider=dana),
            "Ana later": book(people["Ana"], provider=dana, starts_at=local("2026-11-10", "09:00")),
            "Ben": book(people["Ben"], provider=dana, starts_at=local("2026-11-03", "11:00")),
        }
        return {"people": people, "rows": rows}


def groups_of(clinic, text, role=Role.FRONT_DESK):
    """The found groups and their labels."""
    with entering(clinic):
        found = search.results(text, by=acting(role), at=local("2026-11-02", "10:00"))
        return {str(group.label): [str(item.label) for item in group.items] for group in found}


def test_a_person_is_found_with_what_is_still_to_come(visit, alder, known):
    found = groups_of(alder, "ana quill")

    assert found["Patients"] == ["Ana Quillfeather"]
    assert found["Appointments"] == ["Ana Quillfeather", "Ana Quillfeather"]


@pytest.mark.parametrize("typed", ["tomorrow", "3 nov", "nov 3", "tue", "11/3", "2026-11-03"])
def test_a_day_is_found_with_those_who_come(visit, alder, known, typed):
    assert groups_of(alder, typed)["Appointments"] == [
        "Tuesday, November 3, 2026",
        "Ana Quillfeather",
        "Ben Quillfeather",
    ]


def test_a_person_and_a_day_together(visit, alder, known):
    found = groups_of(alder, "ben tomorrow")

    assert found["Patients"] == ["Ben Quillfeather"]
    assert found["Appointments"] == ["Tuesday, November 3, 2026", "Ben Quillfeather"]


def test_without_the_calendar_there_are_no_appointments(visit, alder, known):
    assert "Appointments" not in groups_of(alder, "ana quill", Role.AUDITOR)
    assert "Patients" not in groups_of(alder, "ana quill", Role.AUDITOR)


def test_the_other_clinic_finds_nobody(visit, birch, known):
    assert "Appointments" not in groups_of(birch, "ana quill")
    assert len(groups_of(birch, "tomorrow")["Appointments"]) == 1  # the day itself


def test_exactly_those_who_are_shown_are_recorded_in_one_event(visit, alder, known):
    visit(alder, Role.FRONT_DESK).get("/search/?q=tomorrow", headers=TYPING)

    with entering(alder):
        event = AuditEvent.objects.get(event="patient.searched")
        assert set(event.patient_ids) == {known["people"]["Ana"].pk, known["people"]["Ben"].pk}


def test_a_search_that_found_nobody_is_recorded_too(visit, alder, known):
    visit(alder, Role.FRONT_DESK).get("/search/?q=zzzz", headers=TYPING)

    with entering(alder):
        assert AuditEvent.objects.get(event="patient.searched").patient_ids == []


@pytest.mark.parametrize("people", [1, 5])
@pytest.mark.parametrize(
    ("typed", "expected"), [("quillfeather", 7), ("zzzz", 6), ("quillfeather tomorrow", 7), ("tomorrow", 7), ("20", 6)]
)
def test_a_search_takes_as_many_statements_however_much_it_finds(visit, alder, typed, expected, people):
    with entering(alder):
        dana = appointments.provider("Dana Doctor")
        for number in range(people):
            ana = patients.register(given=f"Ana{number}", family="Quillfeather")
            book(ana, provider=dana, starts_at=local("2026-11-03", f"{9 + number}:00".zfill(5)))
            billing.invoice(ana, "20")
    client = visit(alder, Role.FRONT_DESK)
    client.get("/search/?q=warm", headers=TYPING)

    with statements(expected):
        client.get(f"/search/?q={typed}", headers=TYPING)


def test_a_day_is_the_day_of_each_site_by_its_own_clock(alder):
    """At eleven in the evening in Honolulu it is the next day at Alder, and in the morning in Tokyo the day before."""
    with entering(alder):
        ana = patients.register(given="Ana", family="Quillfeather")
        for name, zone, starts in (
            ("West", "Pacific/Honolulu", "2026-11-24 22:30"),
            ("East", "Asia/Tokyo", "2026-11-24 08:00"),
            ("Late", "Pacific/Honolulu", "2026-11-23 22:30"),
            ("Early", "Asia/Tokyo", "2026-11-25 08:00"),
        ):
            place = appointments.another_site(name, zone)
            day, time = starts.split()
            at_night = appointments.provider(f"Dr {name}", hours=(("00:00", "23:45"),), location=place)
            book(ana, provider=at_night, location=place, starts_at=local(day, time, place))
        found = search.results("24 nov", by=acting(Role.FRONT_DESK), at=local("2026-11-02", "10:00"))
        both = search.results("ana 24 nov", by=acting(Role.FRONT_DESK), at=local("2026-11-02", "10:00"))

    [day] = [group.items for group in found if group.label == "Appointments"]
    [hers] = [group.items for group in both if group.label == "Appointments"]
    assert [each.detail.split(" · ")[-1] for each in day[1:]] == ["Dr East", "Dr West"]
    assert {"Dr East", "Dr West"} == {each.detail.split(" · ")[-1] for each in hers if " · " in each.detail}
