import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.permissions import Role
from tests.factories import patients
from tests.statements import statements


@pytest.fixture
def desk(visit, alder):
    return visit(alder, Role.FRONT_DESK)


def test_results_name_the_people_who_fit_and_are_recorded(desk, alder):
    with entering(alder):
        ana = patients.register()
        patients.register(given="Tom", family="Berg")

    page = desk.get("/patients/", {"q": "ana"})

    assert b"Ana Ruiz" in page.content
    assert b"Tom Berg" not in page.content
    with entering(alder):
        assert AuditEvent.objects.get(event="patient.searched").patient_ids == [ana.pk]


def test_typing_asks_for_the_results_alone(desk, alder):
    with entering(alder):
        patients.register()

    fragment = desk.get("/patients/", {"q": "ana"}, headers={"HX-Request": "true"})

    assert b"Ana Ruiz" in fragment.content
    assert b"<html" not in fragment.content


def test_without_a_query_the_charts_opened_and_the_people_registered_last_are_listed(desk, alder):
    with entering(alder):
        ana, tom = patients.register(), patients.register(given="Tom", family="Berg")
    desk.get(f"/patients/{ana.pk}/")

    page = desk.get("/patients/")

    assert [row.name for row in page.context["opened"]] == ["Ana Ruiz"]
    assert {row.name for row in page.context["registered"]} == {"Ana Ruiz", "Tom Berg"}
    with entering(alder):
        assert set(AuditEvent.objects.get(event="patient.listed").patient_ids) == {ana.pk, tom.pk}


def test_nobody_fits(desk):
    page = desk.get("/patients/", {"q": "nobody"})

    assert b"Nobody found" in page.content
    assert b"/patients/new/" in page.content


def test_the_auditor_has_no_directory(visit, alder):
    assert visit(alder, Role.AUDITOR).get("/patients/").status_code == 403


def test_the_page_takes_as_many_statements_for_one_as_for_a_hundred(desk, alder):
    from patients.actions.registration import register_many

    with entering(alder):
        patients.register(given="Zoe", family="Zimmer")
        register_many(people=[patients.details() for _number in range(100)], by=patients.REGISTRAR, at=patients.AT)
    desk.get("/patients/", {"q": "warm"})

    with statements(6):
        desk.get("/patients/", {"q": "zoe"})
    with statements(6):
        desk.get("/patients/", {"q": "ana"})
