"""Two people do the same at the same moment, with real commits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from clinics.kit.current import entering
from clinics.kit.refusal import Refusal
from patients.actions import identity
from patients.actions.keeping import ChangedMeanwhile
from patients.actions.registration import IdentifierTaken, RecordNumberTaken
from patients.models import Patient, PatientVersion
from tests.factories import patients

RIVALS = 4


@pytest.fixture
def outcomes(own_clinic, django_db_blocker):
    """`outcomes(act)`: what each of the rivals got, started together; a refusal stands for itself."""

    def run(act: Callable[[int], object]) -> list[object]:
        together = Barrier(RIVALS)

        def one(number: int) -> object:
            try:
                with entering(own_clinic):
                    together.wait()
                    try:
                        return act(number)
                    except Refusal as refusal:
                        return type(refusal)
            finally:
                connection.close()

        with django_db_blocker.unblock(), ThreadPoolExecutor(RIVALS) as pool:
            return list(pool.map(one, range(RIVALS)))

    return run


def test_one_record_number_goes_to_one_of_them(own_clinic, outcomes):
    found = outcomes(lambda _number: patients.register(record_number="A-17"))

    assert sorted(map(str, found)).count(str(RecordNumberTaken)) == RIVALS - 1
    with entering(own_clinic):
        assert Patient.objects.count() == 1


def test_one_id_of_another_system_is_registered_once(own_clinic, outcomes):
    found = outcomes(lambda _number: patients.register(identifiers=(("external:old", "77"),)))

    assert found.count(IdentifierTaken) == RIVALS - 1


def test_each_gets_a_record_number_of_their_own(own_clinic, outcomes):
    outcomes(lambda _number: patients.register())

    with entering(own_clinic):
        assert len({patient.record_number for patient in Patient.objects.all()}) == RIVALS


def test_of_those_who_change_one_name_one_gets_through_and_the_others_are_told(own_clinic, outcomes):
    with entering(own_clinic):
        patient = patients.register()

    found = outcomes(
        lambda number: identity.edit(
            patient=patient, version=1, values={"family": f"Berg{number}"}, by=patients.REGISTRAR, at=patients.AT
        )
    )

    assert found.count(ChangedMeanwhile) == RIVALS - 1
    with entering(own_clinic):
        assert list(PatientVersion.objects.filter(patient=patient).values_list("number", flat=True)) == [2, 1]


def test_those_who_change_different_fields_all_get_through(own_clinic, outcomes):
    with entering(own_clinic):
        patient = patients.register()
    fields = ("pronouns", "preferred_name", "suffix", "middle")

    outcomes(
        lambda number: identity.edit(
            patient=patient, version=1, values={fields[number]: "x"}, by=patients.REGISTRAR, at=patients.AT
        )
    )

    with entering(own_clinic):
        kept = Patient.objects.get(pk=patient.pk)
        assert [getattr(kept, name) for name in fields] == ["x"] * RIVALS
        assert kept.version == 1 + RIVALS
