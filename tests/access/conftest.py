from collections.abc import Iterator

import pytest
import time_machine
from django.test import override_settings

from tests.access.asking import Asking, taken_back
from tests.access.calling import Calling
from tests.access.world import TODAY, Place
from tests.conftest import AT
from tests.factories.tokens import bearer


@pytest.fixture(scope="module")
def place(clinics_by_name, django_db_blocker, tmp_path_factory) -> Iterator[Place]:
    """Alder on the morning it is asked. All tests of a module share it, and leave it as it was."""
    folder = str(tmp_path_factory.mktemp("documents"))
    kept = {"BACKEND": "patients.documents.storage.FolderStorage", "OPTIONS": {"location": folder}}
    with django_db_blocker.unblock(), time_machine.travel(TODAY, tick=False), taken_back(), settings_with(kept):
        made = Place(clinics_by_name["alder"], AT)
        made.fill()
        yield made


def settings_with(kept: dict) -> override_settings:
    from django.conf import settings

    storages = {**settings.STORAGES, "documents": kept}
    return override_settings(STORAGES=storages, API_RATE="100000/min", API_RATE_UNKNOWN="100000/min")


@pytest.fixture(scope="module")
def asking(place, clinics_by_name) -> Asking:
    return Asking(place, clinics_by_name["birch"], bearer(place.clinic, at=AT))


@pytest.fixture(scope="module")
def calling(place, clinics_by_name) -> Calling:
    return Calling(place, clinics_by_name["birch"])
