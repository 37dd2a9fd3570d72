import pytest

from clinics.staff.permissions import Role
from patients.actions import particulars
from patients.actions.keeping import ChangedMeanwhile
from patients.actions.registration import IdentifierTaken, ImpossiblePerson
from patients.models import Address, ContactPoint, Identifier, Patient, Relationship
from patients.queries.chart import related_to
from patients.queries.search import find
from tests.factories import patients
from tests.factories.staff import acting


@pytest.fixture
def add(in_alder, acting, at):
    def add(patient, model, **values):
        row = model(patient=patient)
        for name, value in values.items():
            setattr(row, name, value)
        return particulars.add(patient=patient, row=row, by=acting(Role.FRONT_DESK), at=at)

    return add


@pytest.fixture
def change(in_alder, acting, at):
    def change(row, version, **values):
        return particulars.change(row=row, version=version, values=values, by=acting(Role.FRONT_DESK), at=at)

    return change


def test_a_new_telephone_finds_the_person(add, acting):
    patient = patients.register()

    add(patient, ContactPoint, system="phone", value="(555) 850-7198")

    assert [hit.patient.pk for hit in find("8507198", to=acting(Role.FRONT_DESK), limit=5).hits] == [patient.pk]
    assert Patient.objects.get(pk=patient.pk).versions.first().fields == ["contacts"]


def test_a_removed_telephone_finds_nobody_and_stays_in_the_history(add, acting, at):
    patient = patients.register(phone="555-850-7198")

    particulars.remove(row=patient.contacts.get(), by=acting(Role.FRONT_DESK), at=at)

    assert find("8507198", to=acting(Role.FRONT_DESK), limit=5).hits == []
    assert patient.versions.get(number=1).snapshot["contacts"][0]["value"] == "555-850-7198"


def test_two_editors_of_one_contact_are_told(change):
    patient = patients.register(phone="555-850-7198")
    contact = patient.contacts.get()
    change(contact, 1, value="555-850-0001")

    with pytest.raises(ChangedMeanwhile) as told:
        change(contact, 1, value="555-850-0002")

    assert told.value.theirs == {"value": "555-850-0001"}


def test_an_editor_of_another_part_is_not_in_the_way(add, change):
    patient = patients.register(phone="555-850-7198")
    add(patient, Address, city="Dedham")

    changed = change(patient.contacts.get(), 1, value="555-850-0001")

    assert changed.value == "555-850-0001"


def test_what_was_removed_meanwhile_is_not_changed(change, acting, at):
    patient = patients.register(phone="555-850-7198")
    contact = patient.contacts.get()
    particulars.remove(row=contact, by=acting(Role.FRONT_DESK), at=at)

    with pytest.raises(particulars.RemovedMeanwhile):
        change(ContactPoint(pk=contact.pk, patient=patient), 1, value="555-850-0002")


def test_nobody_can_be_called_at_a_word(add):
    with pytest.raises(ImpossiblePerson):
        add(patients.register(), ContactPoint, system="phone", value="ask mum")


def test_an_id_of_another_system_belongs_to_one_person(add):
    patients.register(identifiers=(("external:old", "77"),))

    with pytest.raises(IdentifierTaken):
        add(patients.register(), Identifier, system="external:old", value="77")


def test_relatives_see_each_other_from_their_own_side(add):
    mother, child = patients.register(given="Maria"), patients.register(given="Leo")

    add(child, Relationship, other=mother, kind="MTH", is_household=True)

    fran = acting(Role.FRONT_DESK)
    of_child, of_mother = related_to(child, to=fran), related_to(mother, to=fran)
    assert [(each.name, each.kind, each.is_household) for each in of_child] == [("Maria Ruiz", "Mother", True)]
    assert [(each.name, each.kind, each.is_household) for each in of_mother] == [("Leo Ruiz", "Child", True)]


def test_two_people_are_related_once_on_a_chart(add):
    mother, child = patients.register(given="Maria"), patients.register(given="Leo")
    add(child, Relationship, other=mother, kind="MTH")

    with pytest.raises(particulars.AlreadyRelated):
        add(child, Relationship, other=mother, kind="GUARD")


def test_nobody_is_their_own_mother(add):
    leo = patients.register(given="Leo")

    with pytest.raises(particulars.RelatedToThemselves):
        add(leo, Relationship, other=leo, kind="MTH")
