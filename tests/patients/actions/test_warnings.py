import pytest

from clinics.staff.permissions import Role
from patients.actions import warnings
from patients.actions.keeping import ChangedMeanwhile
from patients.models import Patient
from patients.queries.banner import banner_of
from tests.factories import patients


@pytest.fixture
def by(in_alder, acting):
    return acting(Role.CLINICIAN)


def state(patient):
    return Patient.objects.get(pk=patient.pk).allergy_state


def test_allergies_are_not_recorded_none_known_or_listed(by, at):
    patient = patients.register()
    assert state(patient) == "not_recorded"

    warnings.state_no_known_allergies(patient=patient, by=by, at=at)
    assert state(patient) == "none_known"

    warnings.add_allergy(patient=patient, values={"substance": "Latex"}, by=by, at=at)
    assert state(patient) == "listed"


@pytest.mark.parametrize("status", ["refuted", "resolved", "entered_in_error"])
def test_when_the_last_allergy_goes_nobody_has_yet_said_that_there_are_none(by, at, status):
    patient = patients.register()
    warnings.state_no_known_allergies(patient=patient, by=by, at=at)
    allergy = warnings.add_allergy(patient=patient, values={"substance": "Latex"}, by=by, at=at)

    warnings.change_allergy(allergy=allergy, version=3, values={"status": status}, by=by, at=at)

    assert state(patient) == "not_recorded"
    assert patient.allergies.get().substance == "Latex"


def test_nobody_states_none_while_some_are_listed(by, at):
    patient = patients.register()
    warnings.add_allergy(patient=patient, values={"substance": "Latex"}, by=by, at=at)

    with pytest.raises(warnings.AllergiesAreListed):
        warnings.state_no_known_allergies(patient=patient, by=by, at=at)


def test_two_editors_of_one_allergy_are_told(by, at):
    patient = patients.register()
    allergy = warnings.add_allergy(patient=patient, values={"substance": "Latex"}, by=by, at=at)
    warnings.change_allergy(allergy=allergy, version=2, values={"reaction": "Rash"}, by=by, at=at)

    with pytest.raises(ChangedMeanwhile) as told:
        warnings.change_allergy(allergy=allergy, version=2, values={"reaction": "Swelling"}, by=by, at=at)

    assert told.value.theirs == {"reaction": "Rash"}


def test_an_alert_stands_in_the_banner_until_it_ends(by, at):
    patient = patients.register()
    alert = warnings.add_alert(patient=patient, text="Falls easily", category="safety", severity="high", by=by, at=at)
    assert [each.label for each in banner_of(patient, at=at).alerts] == ["Falls easily"]

    warnings.end_alert(alert=alert, by=by, at=at)

    assert banner_of(patient, at=at).alerts == []
    with pytest.raises(warnings.AlreadyEnded):
        warnings.end_alert(alert=alert, by=by, at=at)
