import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.permissions import Role
from patients.models import Patient
from tests.factories import patients, sight

BORN = {"birth_date_day": "7", "birth_date_month": "3", "birth_date_year": "1984"}
TOLD = {"given": "Ana", "family": "Ruiz", **BORN, "gender": "female", "phone": "555-850-7198"}


@pytest.fixture
def desk(visit, alder):
    return visit(alder, Role.FRONT_DESK)


def people(alder):
    with entering(alder):
        return list(Patient.objects.all())


def test_registering_leads_to_the_chart(desk, alder):
    answer = desk.post("/patients/new/", TOLD)

    (ana,) = people(alder)
    assert answer.headers["Location"] == f"/patients/{ana.pk}/"
    with entering(alder):
        assert (ana.name, ana.gender, ana.source) == ("Ana Ruiz", "female", "registration")


def test_a_name_alone_is_enough(desk, alder):
    desk.post("/patients/new/", {"family": "Ruiz"})

    with entering(alder):
        assert [patient.family for patient in people(alder)] == ["Ruiz"]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"given": "", "family": ""}, "Enter a family name or a given name"),
        ({"birth_date_year": "2099"}, "This date is in the future"),
        ({"birth_date_month": ""}, "The date must include a month"),
        ({"phone": "ask mum"}, "Enter a telephone number"),
        ({"email": "ana"}, "Enter an e-mail address"),
        ({"identifier_system": "us-ssn", "identifier_value": "12"}, "Check each digit"),
    ],
)
def test_a_mistake_is_said_and_everything_typed_stays(desk, alder, told, sentence):
    answer = desk.post("/patients/new/", {**TOLD, **told})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="female" selected' in page
    assert people(alder) == []


def test_likely_duplicates_are_shown_while_typing(desk, alder):
    with entering(alder):
        ana = patients.register()
        patients.register(given="Tom", family="Berg")

    typed = {"given": "Anna", "family": "Ruis", **BORN}
    fragment = desk.post("/patients/new/", typed, headers={"HX-Request": "true"}).content.decode()

    assert "Ana Ruiz" in fragment
    assert "Tom Berg" not in fragment
    assert "<form" not in fragment
    with entering(alder):
        assert AuditEvent.objects.get(event="patient.compared").patient_ids == [ana.pk]
    assert len(people(alder)) == 2


def test_a_half_typed_form_is_no_mistake_while_typing(desk):
    fragment = desk.post("/patients/new/", {"given": "A", "phone": "55"}, headers={"HX-Request": "true"})

    assert fragment.status_code == 200
    assert fragment.content.strip() == b""


def test_somebody_with_the_same_name_and_birth_date_takes_a_word(desk, alder):
    desk.post("/patients/new/", TOLD)

    answer = desk.post("/patients/new/", TOLD)
    assert answer.status_code == 422
    assert "Perhaps registered already" in answer.content.decode()
    assert len(people(alder)) == 1

    desk.post("/patients/new/", {**TOLD, "is_someone_else": "1"})
    assert len(people(alder)) == 2


def test_a_shared_telephone_alone_stops_nobody(desk, alder):
    desk.post("/patients/new/", TOLD)

    desk.post("/patients/new/", {"given": "Leo", "family": "Ruiz", "phone": "555-850-7198"})

    assert len(people(alder)) == 2


def test_who_may_not_register_is_refused(visit, alder):
    assert visit(alder, Role.BILLER).get("/patients/new/").status_code == 403


@pytest.mark.parametrize("is_hidden", [False, True])
def test_a_number_that_somebody_has_says_the_same_whoever_has_it(alder, visit, is_hidden):
    """Neither who it is, nor whether they are hidden; and whom to ask."""
    desk = visit(alder, Role.FRONT_DESK)
    with entering(alder):
        known = patients.register(given="Verastella", family="Veiled", record_number="V-77", birth_date=None)
        if is_hidden:
            sight.restrict(known)
    told = {"given": "Ana", "family": "Quill", "record_number": "v77", "is_someone_else": "on"}

    page = desk.post("/patients/new/", told)

    shown = page.content.decode()
    assert page.status_code == 422
    assert "If you do not find who has it, ask the privacy officer." in shown
    assert not any(word in shown for word in ("Verastella", "Veiled", str(known.pk)))
