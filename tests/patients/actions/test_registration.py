from datetime import date

import pytest

from clinics.audit.models import AuditEvent
from clinics.staff.permissions import Role
from patients.actions import registration
from patients.actions.registration import IdentifierTaken, ImpossiblePerson, RecordNumberTaken
from patients.models import Patient, RecordNumber
from tests.factories import patients


def test_a_person_is_registered_with_all_that_was_told(in_alder, acting, at):
    patient = patients.register(
        by=acting(Role.FRONT_DESK),
        at=at,
        phone="555-850-7198",
        email="ana@example.com",
        address="1 Main St",
        identifiers=(("us-ssn", "999-24-3761"),),
        languages=("es", "en"),
    )

    kept = Patient.objects.with_record().get(pk=patient.pk)
    assert (kept.name, kept.birth_date, kept.birth_year) == ("Ana Ruiz", date(1984, 3, 7), 1984)
    assert kept.languages == ["es", "en"]
    assert kept.record_number.isdecimal()
    assert [contact.value for contact in kept.contacts.all()] == ["555-850-7198", "ana@example.com"]
    assert [address.lines for address in kept.addresses.all()] == ["1 Main St"]
    assert [(each.system, each.value) for each in kept.identifiers.all()] == [("us-ssn", "999-24-3761")]


def test_registration_is_recorded_and_kept_as_a_first_version(in_alder, acting, at):
    patient = patients.register(by=acting(Role.FRONT_DESK), at=at)

    event = AuditEvent.objects.get(event="patient.registered")
    assert event.patient_ids == [patient.pk]
    version = patient.versions.get()
    assert version.number == 1
    assert version.by_name == "Fran Desk"
    assert version.snapshot == {
        "status": "active",
        "record_number": patient.record_number,
        "given": "Ana",
        "family": "Ruiz",
        "birth_date": "1984-03-07",
        "gender": "female",
        "allergy_state": "not_recorded",
    }


def test_what_was_not_told_stays_unrecorded(in_alder):
    patient = patients.register(gender=None, birth_date=None)

    kept = Patient.objects.get(pk=patient.pk)
    assert (kept.gender, kept.birth_date, kept.deceased, kept.allergy_state) == (None, None, None, "not_recorded")


def test_each_person_gets_the_next_record_number(in_alder):
    first, second = patients.register(), patients.register()

    assert int(second.record_number) == int(first.record_number) + 1


def test_a_number_brought_along_is_never_given_out_again(in_alder, at):
    coming = 100_000 + RecordNumber.objects.create(issued_at=at).pk + 1
    brought = patients.register(record_number=str(coming))

    assert patients.register().record_number == str(int(brought.record_number) + 1)


def test_a_record_number_belongs_to_one_person(in_alder):
    patients.register(record_number="A-17")

    with pytest.raises(RecordNumberTaken):
        patients.register(record_number="a17")

    assert Patient.objects.count() == 1


def test_an_id_of_another_system_belongs_to_one_person(in_alder):
    patients.register(identifiers=(("external:old", "77"),))

    with pytest.raises(IdentifierTaken):
        patients.register(identifiers=(("external:old", "77"),))


def test_people_of_other_clinics_hold_the_same_numbers(alder, birch, db):
    from clinics.kit.current import entering

    for clinic in (alder, birch):
        with entering(clinic):
            patients.register(record_number="A-17")


@pytest.mark.parametrize(
    ("overrides", "field", "code"),
    [
        ({"given": "", "family": " "}, "family", "no_name"),
        ({"birth_date": date(2026, 11, 3)}, "birth_date", "born_in_the_future"),
        ({"birth_date": date(1884, 3, 7)}, "birth_date", "born_too_long_ago"),
        ({"deceased_on": date(1980, 1, 1)}, "deceased_on", "died_before_birth"),
        ({"deceased_on": date(2027, 1, 1)}, "deceased_on", "died_in_the_future"),
        ({"phone": "call mum"}, "phone", "no_phone"),
        ({"email": "ana at example"}, "email", "no_email"),
    ],
)
def test_what_cannot_be_is_refused(in_alder, overrides, field, code):
    with pytest.raises(ImpossiblePerson) as refused:
        patients.register(**overrides)

    assert (refused.value.field, refused.value.code) == (field, code)
    assert not Patient.objects.exists()


def test_many_people_take_as_many_statements_as_one(in_alder, acting, at, django_assert_num_queries):
    def people(count):
        return [patients.details(phone="555-850-7198", address="1 Main St") for _number in range(count)]

    by = acting(Role.ADMINISTRATOR)
    with django_assert_num_queries(9):
        registration.register_many(people=people(1), by=by, at=at)
    with django_assert_num_queries(9):
        registration.register_many(people=people(100), by=by, at=at)

    assert Patient.objects.count() == 101
    assert len(AuditEvent.objects.first().patient_ids) == 100
