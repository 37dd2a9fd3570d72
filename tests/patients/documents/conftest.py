from pathlib import Path

import pytest

from tests.factories import patients
from tests.factories.staff import Role


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    """Where this test's objects are kept."""
    place = tmp_path / "documents"
    settings.STORAGES = {
        **settings.STORAGES,
        "documents": {"BACKEND": "patients.documents.storage.FolderStorage", "OPTIONS": {"location": str(place)}},
    }
    return place


@pytest.fixture
def objects(folder):
    """`objects()`: the files in the storage, by name below it."""
    return lambda: sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def ana(in_alder):
    """Ana Ruiz, registered at Alder."""
    return patients.register()


@pytest.fixture
def dana(in_alder, acting):
    """A clinician of Alder."""
    return acting(Role.CLINICIAN)


@pytest.fixture
def fran(in_alder, acting):
    """Alder's front desk."""
    return acting(Role.FRONT_DESK)
