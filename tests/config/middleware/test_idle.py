from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.models import Policy
from tests.factories.staff import Role

pytestmark = pytest.mark.django_db
MINUTE = 60


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime.now(UTC), tick=True) as traveller:
        yield traveller


@pytest.fixture
def client(alder, visit) -> Client:
    return visit(alder, Role.CLINICIAN)


def last_event(clinic) -> tuple[str, str]:
    with entering(clinic):
        event = AuditEvent.objects.latest("id")
        return event.event, event.reason_code


def test_a_session_goes_on_while_something_happens(client, clock):
    for _ in range(5):
        assert client.get("/").status_code == 200
        clock.shift(59 * MINUTE)


def test_a_session_ends_after_the_idle_minutes_of_the_policy(alder, client, clock):
    with entering(alder):
        Policy.objects.update(idle_minutes=15)
    assert client.get("/").status_code == 200
    clock.shift(16 * MINUTE)

    assert client.get("/").status_code == 302
    assert last_event(alder) == ("staff.signed_out", "idle")
    assert "nothing happened for a while" in client.get("/accounts/login/").content.decode()


def test_a_session_ends_after_a_day_of_work(alder, client, clock):
    for _ in range(25):
        client.get("/")
        clock.shift(30 * MINUTE)

    assert client.get("/").status_code == 302
    assert last_event(alder) == ("staff.signed_out", "expired")


def test_the_time_is_written_at_most_once_a_minute(client, clock, django_assert_num_queries):
    client.get("/live/admission/")
    with django_assert_num_queries(3):  # session, person, roles
        client.get("/live/admission/")


@pytest.mark.parametrize(
    ("path", "headers"), [("/live/admission/", {}), ("/", {"X-Unattended": "1"}), ("/patients/", {"X-Unattended": "1"})]
)
def test_what_a_page_asks_by_itself_does_not_keep_a_session(path, headers, alder, client, clock):
    with entering(alder):
        Policy.objects.update(idle_minutes=15)
    assert client.get("/").status_code == 200
    for _ in range(3):
        clock.shift(4 * MINUTE)
        assert client.get(path, headers=headers).status_code == 200
    clock.shift(4 * MINUTE)

    assert client.get(path, headers=headers).status_code in {302, 401}
    assert last_event(alder)[0] != "staff.signed_out"

    assert client.get("/").status_code == 302
    assert last_event(alder) == ("staff.signed_out", "idle")
    assert "nothing happened for a while" in client.get("/accounts/login/").content.decode()


def test_unattended_requests_between_acts_change_nothing(client, clock):
    for _ in range(4):
        assert client.get("/").status_code == 200
        clock.shift(40 * MINUTE)
        assert client.get("/live/admission/").status_code == 200
        clock.shift(10 * MINUTE)
    assert client.get("/").status_code == 200
