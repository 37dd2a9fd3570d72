"""Two clinics stand in every test session, so that a leak can show.

`db` (or `pytest.mark.django_db`) rolls each test back. `alder` and `birch` are the clinics;
`in_alder` and `in_birch` work inside one. Tests that need commits (threads, processes, kills)
open a clinic of their own with `own_clinic`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import hypothesis
import pytest
from django.core.cache import cache
from django.test import Client

from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from tests import database
from tests.factories import staff

pytest_plugins = ["tests.browser", "tests.named"]

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

# How long a test takes says something about the machine; claims about time are in tests/benchmarks.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Tries are counted in the cache of the process; those of one test do not slow down the next."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> Iterator[None]:
    """Replace Django's test database by a copy of the session's, with two clinics."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"p{os.getpid()}")[:12]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock(), database.session_database(run, worker) as name:
        database.use(name)
        yield


@pytest.fixture(scope="session")
def clinics_by_name(django_db_setup, django_db_blocker) -> dict[str, Clinic]:
    with django_db_blocker.unblock():
        return {name: database.clinic(name) for name in ("alder", "birch")}


@pytest.fixture
def alder(clinics_by_name) -> Clinic:
    return clinics_by_name["alder"]


@pytest.fixture
def birch(clinics_by_name) -> Clinic:
    return clinics_by_name["birch"]


@pytest.fixture
def own_clinic(django_db_setup, django_db_blocker) -> Iterator[Clinic]:
    """A clinic of the test's own, with real commits; it is dropped afterwards."""
    with django_db_blocker.unblock():
        clinic = database.open_own_clinic()
        try:
            yield clinic
        finally:
            database.drop_own_clinic(clinic)


@pytest.fixture
def in_alder(db, alder) -> Iterator[Clinic]:
    with entering(alder):
        yield alder


@pytest.fixture
def in_birch(db, birch) -> Iterator[Clinic]:
    with entering(birch):
        yield birch


@pytest.fixture
def at() -> datetime:
    """The moment at which tests act, UTC."""
    return AT


@pytest.fixture
def acting() -> Callable:
    """`acting(Role.CLINICIAN)`: the actor of that person in the current clinic."""
    return staff.acting


@pytest.fixture(autouse=True)
def _nothing_is_left_armed(settings) -> Iterator[None]:
    """A test that leaves its connection in a clinic would hide a missing `entering`.

    Hosts are remembered for the whole test: on a slow machine they would be looked up again between two requests.
    """
    settings.HOST_CACHE_SECONDS = 600.0
    from django.db import connection

    from clinics.home.setup import known_done
    from config.middleware.clinic import host_cache

    host_cache.clear()
    known_done.clear()
    yield
    connection.set_tenant(None)


@pytest.fixture
def visit(db) -> Callable[..., Client]:
    """`visit(alder, Role.CLINICIAN)`: a test client at the clinic's host, signed in as that role.

    Without a role nobody is signed in; without a clinic it is the platform's host.
    """
    return client_at


def client_at(clinic: Clinic | None, role: staff.Role | None = None, **extra: str) -> Client:
    from django.conf import settings

    host = clinic.canonical_host if clinic else settings.BASE_HOST
    client = Client(SERVER_NAME=host, HTTP_HOST=host, **extra)
    if role is not None and clinic is not None:
        with entering(clinic):
            client.force_login(staff.person(role))
            show_second_factor(client, staff.person(role))
    return client


def show_second_factor(client: Client, user: staff.User) -> None:
    """Make the client's session one in which this person has shown a second factor."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@pytest.fixture
def on_platform(db) -> Iterator[None]:
    with entering_platform():
        yield
