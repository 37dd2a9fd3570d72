from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.identity_provider import Provider, providing


@pytest.fixture(scope="session")
def _running() -> Iterator[Provider]:
    with providing("--token-max-age", "90") as provider:
        yield provider


@pytest.fixture
def campus(_running) -> Provider:
    """The provider. What clinics remember of it, and how often somebody tried, is forgotten."""
    cache.clear()
    return _running
