"""How long a session goes on, as the page asks for it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from clinics.kit.current import entering
from clinics.staff.models import Policy
from tests.clinics.staff.signing_in import code_of, give_app
from tests.factories.staff import PASSWORD, Role, person

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 3600
SESSION = "/accounts/session/"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime.now(UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def client(alder, visit) -> Client:
    with entering(alder):
        Policy.objects.update_or_create(pk=1, defaults={"idle_minutes": 30, "longest_hours": 2})
    return visit(alder, Role.CLINICIAN)


def left(client: Client) -> tuple[int, int]:
    told = client.get(SESSION).json()
    return told["quiet"], told["ends"]


def test_it_tells_whose_session_lasts_how_long(alder, client, clock):
    client.get("/")
    clock.shift(10 * MINUTE)

    told = client.get(SESSION).json()

    with entering(alder):
        assert told["who"] == str(person(Role.CLINICIAN).pk)
    assert (told["quiet"], told["ends"]) == (20 * MINUTE, 110 * MINUTE)


def test_strangers_are_told_that_they_have_none(alder, visit):
    assert visit(alder).get(SESSION).json() == {"who": ""}


def test_asking_prolongs_nothing_and_staying_does(client, clock):
    client.get("/")
    clock.shift(20 * MINUTE)
    assert left(client) == left(client) == (10 * MINUTE, 100 * MINUTE)

    assert client.post(SESSION).json()["quiet"] == 30 * MINUTE
    assert left(client) == (30 * MINUTE, 100 * MINUTE)


def test_asking_does_not_keep_a_session_that_nobody_sits_at(client, clock):
    client.get("/")
    for _ in range(4):
        clock.shift(8 * MINUTE)
        told = client.get(SESSION).json()

    assert told == {"who": ""}
    assert client.get("/").status_code == 302


def test_it_ends_after_the_hours_of_the_policy_however_busy_somebody_is(client, clock):
    for _ in range(9):
        assert client.get("/").status_code == 200
        clock.shift(15 * MINUTE)

    assert client.get("/").status_code == 302


def test_showing_the_factor_again_begins_the_hours_anew(alder, client, clock):
    with entering(alder):
        give_app(person(Role.CLINICIAN))
    for _ in range(5):
        client.get("/")
        clock.shift(20 * MINUTE)
    asks = client.get("/accounts/session/renewal/")["Location"]
    assert asks == "/accounts/2fa/reauthenticate/?next=%2Faccounts%2Fsession%2Frenewed%2F"

    assert client.post(asks, {"code": code_of()})["Location"] == "/accounts/session/renewed/"

    assert left(client) == (30 * MINUTE, 2 * HOUR)


def test_a_password_alone_begins_nothing_anew_where_a_factor_is_needed(alder, client, clock):
    client.get("/")
    clock.shift(20 * MINUTE)

    client.post("/accounts/reauthenticate/?next=/", {"password": PASSWORD})
    assert left(client)[1] == 100 * MINUTE

    with entering(alder):
        Policy.objects.update(second_factor_required=False)
    client.post("/accounts/reauthenticate/?next=/", {"password": PASSWORD})
    assert left(client)[1] == 2 * HOUR
