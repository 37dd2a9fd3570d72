"""Open pages hear of changes in their own clinic, and of nothing else."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psycopg
import pytest
from django.conf import settings
from django.db import connection

from clinics.events.live import LiveTopic, announce, live_topics
from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.permissions import Permission, Role
from tests import database
from tests.processes import Server, serving

SOON = 5.0


@pytest.fixture(scope="module")
def front(django_db_setup, django_db_blocker) -> Iterator[Server]:
    with django_db_blocker.unblock(), serving("-k", "asgi", application="config.asgi:application") as server:
        yield server


@contextmanager
def stream(server: Server, clinic: Clinic, role: Role, *topics: str) -> Iterator[queue.Queue[str]]:
    """The names of events as they arrive; `ready` has arrived when the block begins."""
    heard: queue.Queue[str] = queue.Queue()
    client = server.client(clinic, role)

    def listen(lines: Iterator[str]) -> None:
        try:
            for line in lines:
                if line.startswith("event: "):
                    heard.put(line.removeprefix("event: "))
        except (httpx.HTTPError, httpx.StreamError):
            heard.put("closed")

    with client.stream("GET", "/live/", params={"topic": list(topics)}) as response:
        assert response.status_code == 200, response.status_code
        thread = threading.Thread(target=listen, args=(response.iter_lines(),), daemon=True)
        thread.start()
        assert heard.get(timeout=SOON) == "ready"
        yield heard


def test_a_change_is_heard_in_its_own_clinic_only(front, own_clinic, django_db_blocker):
    other = database.open_own_clinic()
    try:
        with (
            stream(front, own_clinic, Role.CLINICIAN, "job:1") as here,
            stream(front, other, Role.CLINICIAN, "job:1") as there,
        ):
            with entering(own_clinic):
                announce(kind="job", id=1)
                announce(kind="job", id=2)
            with entering(other):
                announce(kind="job", id=1)
            assert here.get(timeout=SOON) == "job:1"
            assert there.get(timeout=SOON) == "job:1"
            assert here.empty()
            assert there.empty()
    finally:
        database.drop_own_clinic(other)


def test_a_stranger_hears_nothing(front, own_clinic):
    response = front.client(own_clinic).get("/live/", params={"topic": "job:1"})
    assert response.status_code == 401


def test_a_topic_without_permission_is_not_admitted(visit, alder):
    if "test-secret" not in live_topics:
        live_topics.register(LiveTopic("test-secret", Permission.AUDIT_VIEW))
    answer = visit(alder, Role.FRONT_DESK).get("/live/admission/", {"topic": ["test-secret:1", "job:1", "no:1"]})
    assert answer.json()["topics"] == ["job:1"]
    assert answer.json()["clinic"] == alder.schema_name


def test_a_lost_listening_connection_tells_everyone_to_look_again(front, own_clinic):
    with stream(front, own_clinic, Role.CLINICIAN, "job:1") as heard:
        with psycopg.connect(**own_parameters(), autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN live' AND datname = %s",
                [connection.settings_dict["NAME"]],
            )
        assert heard.get(timeout=SOON) == "resync"
        with entering(own_clinic):
            announce(kind="job", id=1)
        assert heard.get(timeout=SOON) == "job:1"


def own_parameters() -> dict[str, object]:
    params = connection.get_connection_params()
    return {name: params[name] for name in ("dbname", "user", "password", "host", "port")}


def test_pages_answer_through_the_front(front, own_clinic):
    response = front.client(own_clinic, Role.CLINICIAN).get("/")
    assert response.status_code == 200
    assert own_clinic.name in response.text
    assert f"{settings.SESSION_COOKIE_NAME}=" not in response.text
