from collections.abc import Callable, Iterator

import pytest

from clinics.webhooks.actions import endpoints
from clinics.webhooks.models import Endpoint
from tests.factories.staff import Role, acting
from tests.receivers import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def add(at) -> Callable[..., Endpoint]:
    """`add(url)`: an endpoint of the current clinic that hears of patients."""

    def add(url: str, *kinds: str, name: str = "Laboratory") -> Endpoint:
        chosen = kinds or ("patient.registered", "patient.changed")
        return endpoints.add(name=name, url=url, kinds=chosen, by=acting(Role.OWNER), at=at)

    return add
