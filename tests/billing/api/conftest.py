import pytest

from tests.factories.tokens import Program, bearer


@pytest.fixture
def program(db, alder, at) -> Program:
    """A program with every scope at Alder."""
    return Program(alder, bearer(alder, at=at))
