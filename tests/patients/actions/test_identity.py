from datetime import date

import pytest

from clinics.audit.models import AuditEvent
from clinics.staff.permissions import Role
from patients.actions import identity
from patients.actions.keeping import ChangedMeanwhile, EnteredInError
from patients.actions.registration import ImpossiblePerson, RecordNumberTaken, withdraw_many
from patients.models import Patient
from patients.queries.search import find
from patients.registries import UseReason, in_use
from tests.factories import patients
from tests.statements import statements


@pytest.fixture
def edit(in_alder, acting, at):
    def edit(patient, version=1, **values):
        return identity.edit(patient=patient, version=version, values=values, by=acting(Role.FRONT_DESK), at=at)

    return edit


def names_found(text, acting):
    return [hit.patient.name for hit in find(text, to=acting(Role.FRONT_DESK), limit=20).hits]


def test_a_change_is_kept_as_a_version_and_recorded_by_the_names_of_its_fields(edit):
    patient = patients.register()

    edit(patient, family="Ruiz Berg", pronouns="she/her")

    kept = Patient.objects.get(pk=patient.pk)
    assert (kept.family, kept.pronouns, kept.version) == ("Ruiz Berg", "she/her", 2)
    version = kept.versions.first()
    assert (version.number, version.fields) == (2, ["family", "pronouns"])
    assert AuditEvent.objects.get(event="patient.identity_changed").fields == ["family", "pronouns"]


def test_the_new_name_finds_and_the_old_one_no_more(edit, acting):
    edit(patients.register(), family="Berg")

    assert names_found("berg", acting) == ["Ana Berg"]
    assert names_found("ruiz", acting) == []


def test_saving_what_stands_there_changes_nothing(edit):
    patient = patients.register()

    edit(patient, family="Ruiz", given="Ana")

    assert Patient.objects.get(pk=patient.pk).version == 1


def test_the_second_of_two_editors_of_one_field_is_told_and_nothing_is_lost(edit):
    patient = patients.register()
    edit(patient, version=1, family="Berg", given="Anna")

    with pytest.raises(ChangedMeanwhile) as told:
        edit(patient, version=1, family="Bergmann", given="Ana", pronouns="she/her")

    assert told.value.theirs == {"family": "Berg"}
    assert told.value.merged == {"family": "Bergmann", "given": "Anna", "pronouns": "she/her"}
    assert told.value.version == 2
    assert Patient.objects.get(pk=patient.pk).family == "Berg"


def test_two_editors_of_different_fields_both_get_through(edit):
    patient = patients.register()
    edit(patient, version=1, family="Berg", given="Ana")

    edit(patient, version=1, family="Ruiz", given="Anna")

    kept = Patient.objects.get(pk=patient.pk)
    assert (kept.given, kept.family) == ("Anna", "Berg")


def test_two_editors_who_type_the_same_agree(edit):
    patient = patients.register()
    edit(patient, version=1, family="Berg")

    edit(patient, version=1, family="Berg")

    assert Patient.objects.get(pk=patient.pk).version == 2


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"given": "", "family": ""}, identity.NoName),
        ({"birth_date": date(2030, 1, 1)}, ImpossiblePerson),
        ({"deceased_on": date(1980, 1, 1)}, ImpossiblePerson),
    ],
)
def test_what_cannot_be_is_refused(edit, values, refusal):
    patient = patients.register()

    with pytest.raises(refusal):
        edit(patient, **values)

    assert Patient.objects.get(pk=patient.pk).version == 1


def test_a_record_number_of_somebody_else_is_refused(edit):
    patients.register(record_number="A-17")

    with pytest.raises(RecordNumberTaken):
        edit(patients.register(), record_number="A17")


def test_a_date_of_death_says_that_somebody_died(edit):
    patient = edit(patients.register(), deceased_on=date(2026, 1, 5))

    assert patient.is_deceased
    assert patient.age_on(date(2026, 11, 2)) == 41


def test_who_was_entered_in_error_is_found_no_more_and_frees_the_number(edit, acting, at):
    patient = patients.register(record_number="A-17", identifiers=(("external:old", "77"),))

    identity.mark_entered_in_error(patient=patient, reason="test", by=acting(Role.FRONT_DESK), at=at)

    kept = Patient.objects.get(pk=patient.pk)
    assert (kept.status, kept.search_tokens, kept.name) == ("entered_in_error", [], "Ana Ruiz")
    assert names_found("ana", acting) == []
    patients.register(record_number="A-17", identifiers=(("external:old", "77"),))
    with pytest.raises(EnteredInError):
        edit(patient, version=2, family="Berg")


def test_who_is_referred_to_stays(edit, acting, at):
    patient = patients.register()
    reason = UseReason(name="tested", label="tested", used=set)
    in_use.register(reason)

    try:
        with pytest.raises(identity.IsInUse) as refused:
            identity.mark_entered_in_error(patient=patient, reason="test", by=acting(Role.FRONT_DESK), at=at)
    finally:
        in_use._items.pop("tested")

    assert refused.value.reasons == ["tested"]


def test_many_are_taken_back_in_as_many_statements_as_one(in_alder, acting, at):
    one, *many = [patients.register(phone="555-850-7198") for _number in range(6)]
    by = acting(Role.ADMINISTRATOR)

    with statements(6):
        withdraw_many(patients=[one], reason="import_undone", by=by, at=at)
    with statements(6):
        withdraw_many(patients=many, reason="import_undone", by=by, at=at)

    assert not Patient.objects.correct().exists()
    assert names_found("ana", acting) == []
    assert one.versions.count() == 2


def test_inactive_people_are_still_found(edit, acting, at):
    patient = patients.register()

    identity.mark_inactive(patient=patient, by=acting(Role.FRONT_DESK), at=at)

    assert names_found("ana", acting) == ["Ana Ruiz"]
    assert Patient.objects.get(pk=patient.pk).status == "inactive"


def test_what_was_known_of_somebody_taken_back_stays_readable(in_alder, acting, at):
    patient = patients.register(phone="555-850-7198", address="1 Main St")

    withdraw_many(patients=[patient], reason="import_undone", by=acting(Role.ADMINISTRATOR), at=at)

    first, last = patient.versions.get(number=1).snapshot, patient.versions.get(number=2).snapshot
    assert last == {**first, "status": "entered_in_error"}
