from __future__ import annotations

import pytest
from django.core.cache import cache

from clinics.kit.current import entering
from clinics.models import Clinic
from tests.clinics.staff.signing_in import give_app
from tests.factories.staff import Role, person


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def here(own_clinic) -> Clinic:
    """A clinic with real commits, since much of signing in happens after one; its clinician has a second factor."""
    with entering(own_clinic):
        give_app(person(Role.CLINICIAN))
    return own_clinic
