from types import SimpleNamespace

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.permissions import Role
from patients.models import Patient, Relationship
from tests.factories import patients

TOLD = {"given": "Ana", "family": "Ruiz", "birth_date_day": "7", "birth_date_month": "3", "birth_date_year": "1984"}


@pytest.fixture
def desk(visit, alder):
    return visit(alder, Role.FRONT_DESK)


@pytest.fixture
def ana(alder, db):
    with entering(alder):
        return patients.register(phone="555-850-7198", record_number="A-17")


def stored(alder, patient):
    """The record as it is kept, opened."""
    with entering(alder):
        kept = Patient.objects.with_record().get(pk=patient.pk)
        contacts = [(contact.pk, contact.system, contact.value) for contact in kept.contacts.all()]
        return SimpleNamespace(
            family=kept.family, pronouns=kept.pronouns, version=kept.version, status=kept.status, contacts=contacts
        )


def test_the_form_shows_what_stands_and_that_it_was_shown_is_recorded(desk, alder, ana):
    page = desk.get(f"/patients/{ana.pk}/identity/edit/").content.decode()

    assert 'value="Ruiz"' in page
    assert 'value="1984"' in page
    with entering(alder):
        assert AuditEvent.objects.get(event="patient.viewed").patient_ids == [ana.pk]


def test_saving_leads_back_to_the_chart(desk, alder, ana):
    told = {**TOLD, "family": "Berg", "version": "1", "record_number": "A-17"}

    answer = desk.post(f"/patients/{ana.pk}/identity/edit/", told)

    assert answer.headers["Location"] == f"/patients/{ana.pk}/"
    assert stored(alder, ana).family == "Berg"


def test_the_second_editor_sees_both_values_and_loses_nothing(desk, alder, ana):
    told = {**TOLD, "record_number": "A-17", "version": "1"}
    desk.post(f"/patients/{ana.pk}/identity/edit/", {**told, "family": "Berg"})

    answer = desk.post(f"/patients/{ana.pk}/identity/edit/", {**told, "family": "Bergmann", "pronouns": "she/her"})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody else changed the same" in page
    assert "<td" in page
    assert 'value="Bergmann"' in page
    assert 'value="she/her"' in page
    assert stored(alder, ana).family == "Berg"


@pytest.mark.parametrize(("take", "kept"), [([], "Bergmann"), (["family"], "Berg")])
def test_after_comparing_either_value_can_be_kept(desk, alder, ana, take, kept):
    told = {**TOLD, "record_number": "A-17"}
    desk.post(f"/patients/{ana.pk}/identity/edit/", {**told, "version": "1", "family": "Berg"})
    desk.post(f"/patients/{ana.pk}/identity/edit/", {**told, "version": "1", "family": "Bergmann"})

    desk.post(
        f"/patients/{ana.pk}/identity/edit/",
        {**told, "version": "2", "family": "Bergmann", "pronouns": "she/her", "take": take},
    )

    patient = stored(alder, ana)
    assert (patient.family, patient.pronouns) == (kept, "she/her")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"birth_date_year": "2099"}, "This date is in the future"),
        ({"birth_date_year": "1784"}, "Check the year of birth"),
        ({"birth_date_day": "31", "birth_date_month": "2"}, "This is not a real date"),
        ({"given": "", "family": ""}, "Enter a family name or a given name"),
        ({"record_number": ""}, "This field is required"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_saved(desk, alder, ana, told, sentence):
    base = {**TOLD, "record_number": "A-17", "version": "1"}

    answer = desk.post(f"/patients/{ana.pk}/identity/edit/", {**base, **told})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert stored(alder, ana).version == 1


def test_contacts_are_added_changed_and_removed(desk, alder, ana):
    desk.post(f"/patients/{ana.pk}/contacts/new/", {"system": "email", "value": "ana@example.com", "use": ""})
    email = next(pk for pk, system, _value in stored(alder, ana).contacts if system == "email")

    desk.post(
        f"/patients/{ana.pk}/contacts/{email}/",
        {"system": "email", "value": "ana.ruiz@example.com", "use": "work", "version": "2"},
    )
    assert [value for *_, value in stored(alder, ana).contacts] == ["555-850-7198", "ana.ruiz@example.com"]

    desk.post(f"/patients/{ana.pk}/contacts/{email}/removal/")
    assert [value for *_, value in stored(alder, ana).contacts] == ["555-850-7198"]


def test_a_telephone_nobody_can_dial_is_refused(desk, ana):
    answer = desk.post(f"/patients/{ana.pk}/contacts/new/", {"system": "phone", "value": "ask mum"})

    assert answer.status_code == 422
    assert "Enter a telephone number" in answer.content.decode()


def test_an_identifier_that_cannot_exist_is_refused(desk, ana):
    answer = desk.post(f"/patients/{ana.pk}/identifiers/new/", {"system": "us-ssn", "value": "000-12-3456"})

    assert answer.status_code == 422
    assert "Social Security number" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "told", "shown"),
    [
        ("addresses/new/", {"use": "home", "lines": "1 Main St", "city": "Dedham", "country": "US"}, "1 Main St"),
        ("identifiers/new/", {"system": "us-ssn", "value": "999-24-3761"}, "999-24-3761"),
        ("relationships/new/", {"kind": "MTH", "name": "Maria Ruiz", "is_emergency_contact": "on"}, "Maria Ruiz"),
        ("alerts/new/", {"text": "Falls easily", "category": "safety", "severity": "high"}, "Falls easily"),
        ("allergies/new/", {"substance": "Latex", "status": "confirmed"}, "Latex"),
        ("allergies/none-known/", {}, "No known allergies"),
    ],
)
def test_what_is_added_stands_on_the_chart(desk, ana, path, told, shown):
    answer = desk.post(f"/patients/{ana.pk}/{path}", told)

    assert answer.status_code == 302, answer.content.decode()
    assert shown in desk.get(f"/patients/{ana.pk}/").content.decode()


def test_a_related_patient_is_found_and_chosen(desk, alder, ana):
    with entering(alder):
        leo = patients.register(given="Leo")

    found = desk.get(f"/patients/{ana.pk}/relationships/search/", {"q": "leo"}).content.decode()
    assert f"/patients/{ana.pk}/relationships/new/?other={leo.pk}" in found
    desk.post(f"/patients/{ana.pk}/relationships/new/", {"other": str(leo.pk), "kind": "CHILD", "is_household": "on"})

    assert "Leo Ruiz" in desk.get(f"/patients/{ana.pk}/").content.decode()
    assert "Parent" in desk.get(f"/patients/{leo.pk}/").content.decode()


def test_the_history_shows_who_changed_what_from_what(desk, ana):
    told = {**TOLD, "family": "Berg", "version": "1", "record_number": "A-17"}
    desk.post(f"/patients/{ana.pk}/identity/edit/", told)

    page = desk.get(f"/patients/{ana.pk}/history/").content.decode()

    assert "<del>Ruiz</del> <ins>Berg</ins>" in page
    assert "Fran Desk" in page
    assert "555-850-7198" in page


def test_entered_in_error_closes_the_record(desk, alder, ana):
    desk.post(f"/patients/{ana.pk}/error/", {"reason": "test"})

    page = desk.get(f"/patients/{ana.pk}/")
    assert "This record was entered in error" in page.content.decode()
    assert desk.get(f"/patients/{ana.pk}/identity/edit/").status_code == 404


def test_inactivity_is_marked_and_taken_back(desk, alder, ana):
    desk.post(f"/patients/{ana.pk}/inactivity/")
    assert stored(alder, ana).status == "inactive"

    desk.post(f"/patients/{ana.pk}/inactivity/")
    assert stored(alder, ana).status == "active"


PAGES = (
    "",
    "history/",
    "identity/edit/",
    "contacts/new/",
    "addresses/new/",
    "identifiers/new/",
    "relationships/new/",
    "relationships/search/",
    "alerts/new/",
    "allergies/new/",
    "error/",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_about_somebody_of_another_clinic_are_not_there(desk, birch, path):
    with entering(birch):
        stranger = patients.register()

    assert desk.get(f"/patients/{stranger.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_each_page_about_a_person_is_recorded_once(desk, alder, ana, path):
    desk.get(f"/patients/{ana.pk}/{path}")

    with entering(alder):
        event = AuditEvent.objects.get(event="patient.viewed")
        assert event.patient_ids == [ana.pk]


@pytest.mark.parametrize("path", [path for path in PAGES if path != ""])
def test_who_only_reads_cannot_change(visit, alder, ana, path):
    assert visit(alder, Role.BILLER).get(f"/patients/{ana.pk}/{path}").status_code == 403


def test_a_third_language_stays_when_the_first_two_are_changed(desk, alder, ana):
    with entering(alder):
        eva = patients.register(given="Eva", record_number="B-1", languages=("es", "en", "ca"))

    told = {**TOLD, "record_number": "B-1", "version": "1", "language": "fr", "second_language": "es"}
    desk.post(f"/patients/{eva.pk}/identity/edit/", told)

    with entering(alder):
        assert Patient.objects.get(pk=eva.pk).languages == ["fr", "es", "ca"]


def test_the_relation_to_a_patient_is_changed_without_their_name(desk, alder, ana):
    with entering(alder):
        leo = patients.register(given="Leo")
    desk.post(f"/patients/{ana.pk}/relationships/new/", {"other": str(leo.pk), "kind": "CHILD"})
    with entering(alder):
        row = Relationship.objects.get(patient=ana)

    page = desk.get(f"/patients/{ana.pk}/relationships/{row.pk}/").content.decode()
    desk.post(f"/patients/{ana.pk}/relationships/{row.pk}/", {"kind": "WARD", "version": "2"})

    assert "Leo Ruiz" in page
    assert 'name="phone"' not in page
    with entering(alder):
        assert Relationship.objects.get(patient=ana).kind == "WARD"
        shown = AuditEvent.objects.filter(event="patient.viewed").latest("at")
        assert set(shown.patient_ids) == {ana.pk, leo.pk}
