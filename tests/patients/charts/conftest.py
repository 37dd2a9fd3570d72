import pytest

from tests.factories import patients
from tests.factories.staff import Role


@pytest.fixture
def ana(in_alder):
    """Ana Ruiz, registered at Alder."""
    return patients.register()


@pytest.fixture
def dana(in_alder, acting):
    """A clinician of Alder."""
    return acting(Role.CLINICIAN)


@pytest.fixture
def asha(in_alder, acting):
    """An assistant of Alder: writes notes, signs none."""
    return acting(Role.ASSISTANT)
