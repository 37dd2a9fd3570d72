"""`rotate_keys --wrapping`: another key around the keys of all clinics, which stay what they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError

from clinics.encryption import keyring
from clinics.encryption.keyring import Keyring
from clinics.encryption.wrapping import KeysUnavailable
from clinics.kit.current import entering, entering_platform
from clinics.models import DataKey
from clinics.onboarding import key_rotation
from patients.models import Patient
from tests.clinics.onboarding.rotating import keys_of, rotate


@pytest.fixture
def master_key(own_clinic, settings, tmp_path):
    """A copy of the master key, for this test to change; what it wraps anew is put back."""
    with entering_platform():
        rows = list(DataKey.objects.values_list("pk", "wrapped"))
    settings.MASTER_KEY_FILE = Path(shutil.copy2(settings.MASTER_KEY_FILE, tmp_path / "master.key"))
    yield settings.MASTER_KEY_FILE
    with entering_platform():
        for key, wrapped in rows:
            DataKey.objects.filter(pk=key).update(wrapped=wrapped)
    keyring.forget()


def test_the_wrapping_key_is_rotated_for_all_clinics(own_clinic, chart, alder, master_key):
    before = {clinic.pk: keys_of(clinic) for clinic in (own_clinic, alder)}

    said = rotate(None, "--wrapping")

    assert "The earlier master key is destroyed." in said
    keyring.forget()
    for clinic in (own_clinic, alder):
        now = keys_of(clinic)
        assert {purpose: version for purpose, (version, _wrapped) in now.items()} == {
            purpose: version for purpose, (version, _wrapped) in before[clinic.pk].items()
        }
        assert all(now[purpose][1] != before[clinic.pk][purpose][1] for purpose in now)
        clinic.forget_preloaded()
    with entering(own_clinic.preload()):
        assert Patient.objects.get(pk=chart[0].pk).name == "Ana Ruiz"
    stolen = [key_rotation.WrappedKey(purpose, *pair) for purpose, pair in before[own_clinic.pk].items()]
    with pytest.raises(KeysUnavailable, match="wrapped by another master key"):
        Keyring(own_clinic.schema_name, tuple(stolen))


def test_a_clinic_that_was_being_opened_is_wrapped_anew_too(own_clinic, chart, master_key, monkeypatch):
    """Its keys were wrapped by the earlier key, and committed after the rotation had begun."""
    with entering_platform():
        late = list(DataKey.objects.filter(clinic=own_clinic))
        DataKey.objects.filter(clinic=own_clinic).delete()

    def commit_late(_seconds: float) -> None:
        with entering_platform():
            DataKey.objects.bulk_create(late, ignore_conflicts=True)

    monkeypatch.setattr("clinics.onboarding.wrapping_rotation.sleep", commit_late)
    rotate(None, "--wrapping")

    keyring.forget()
    own_clinic.forget_preloaded()
    with entering(own_clinic.preload()):
        assert Patient.objects.get(pk=chart[0].pk).name == "Ana Ruiz"


def test_one_clinic_cannot_have_its_own_wrapping_key(own_clinic):
    with pytest.raises(CommandError, match="leave the subdomain out"):
        rotate(own_clinic, "--wrapping")
