import pytest

from tests.factories import patients


@pytest.fixture
def ana(in_alder):
    """Ana Ruiz, registered at Alder."""
    return patients.register(address="1 Elm Street")
