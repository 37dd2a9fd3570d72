import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.permissions import Role
from patients.actions import particulars, warnings
from patients.models import Relationship
from tests.factories import patients
from tests.statements import statements


@pytest.fixture
def dana(visit, alder):
    return visit(alder, Role.CLINICIAN)


def test_the_banner_says_who_it_is(dana, alder):
    with entering(alder):
        ana = patients.register(phone="555-850-7198")

    page = dana.get(f"/patients/{ana.pk}/")

    assert page.context["banner"].name == "Ana Ruiz"
    assert page.context["banner"].age == "42"
    assert page.context["banner"].phone == "(555) 850-7198"


def test_opening_a_chart_is_recorded(dana, alder):
    with entering(alder):
        ana = patients.register()

    dana.get(f"/patients/{ana.pk}/")

    with entering(alder):
        assert AuditEvent.objects.get(event="patient.viewed").patient_ids == [ana.pk]


def test_allergies_that_nobody_recorded_never_look_like_none(dana, alder):
    with entering(alder):
        ana = patients.register()

    page = dana.get(f"/patients/{ana.pk}/").content.decode()

    assert "Allergies not recorded" in page
    assert '<span class="flag flag-none">' not in page


def test_listed_allergies_stand_in_the_banner(dana, alder, at):
    with entering(alder):
        ana = patients.register()
        warnings.add_allergy(patient=ana, values={"substance": "Penicillin"}, by=patients.REGISTRAR, at=at)

    assert dana.get(f"/patients/{ana.pk}/").context["banner"].allergies == ["Penicillin"]


def test_a_patient_of_another_clinic_is_not_there(dana, birch):
    with entering(birch):
        ana = patients.register()

    assert dana.get(f"/patients/{ana.pk}/").status_code == 404


@pytest.mark.parametrize("query", ["?show=nothing", "?before=never", "?before=2026-13-45T00:00:00Z"])
def test_what_cannot_be_asked_for_shows_the_whole_timeline(dana, alder, query):
    with entering(alder):
        ana = patients.register()

    assert dana.get(f"/patients/{ana.pk}/{query}").status_code == 200


def test_the_page_takes_as_many_statements_with_one_row_as_with_a_hundred(dana, alder, at):
    with entering(alder):
        one = patients.register(phone="555-850-7198", address="1 Main St", identifiers=(("us-ssn", "999-24-3761"),))
        full = patients.register(
            contacts=tuple(patients.phone(f"555-850-{number}") for number in range(1000, 1100)),
            identifiers=tuple(("passport", f"X{number}") for number in range(10000, 10100)),
        )
        for number in range(20):
            warnings.add_alert(
                patient=full, text=str(number), category="safety", severity="high", by=patients.REGISTRAR, at=at
            )
    dana.get(f"/patients/{one.pk}/")

    with statements(16):
        dana.get(f"/patients/{one.pk}/")
    with statements(16):
        dana.get(f"/patients/{full.pk}/")


def test_relatives_who_are_named_on_the_chart_are_recorded_too(dana, alder, at):
    with entering(alder):
        ana, leo = patients.register(), patients.register(given="Leo")
        row = Relationship(patient=leo, other=ana, kind="MTH")
        particulars.add(patient=leo, row=row, by=patients.REGISTRAR, at=at)

    page = dana.get(f"/patients/{leo.pk}/")

    assert "Ana Ruiz" in page.content.decode()
    with entering(alder):
        assert set(AuditEvent.objects.get(event="patient.viewed").patient_ids) == {ana.pk, leo.pk}
