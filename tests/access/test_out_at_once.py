"""Whoever is disabled, demoted, without role or signed out is out at once: from pages, downloads, programs and streams.

Each way of ending meets each door, on a real server, and each door was open before.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import httpx
import pytest
from django.utils import timezone

from clinics.events import live
from clinics.events.live import announce
from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.actions import people, roles, sessions
from clinics.staff.models import RoleAssignment
from tests.factories import documents, patients
from tests.factories.staff import Role, acting, person
from tests.factories.tokens import signed_in_program
from tests.processes import Server, serving

pytestmark = pytest.mark.slow
SOON = 10.0
"""Seconds. The stream is asked anew every twenty in any case, so that this shows that it was asked at once."""
WHO = Role.CLINICIAN
OPEN, OUT = 200, {302, 401, 403}


def disabled() -> None:
    people.disable(user=person(WHO), by=acting(Role.OWNER), at=timezone.now())


def demoted() -> None:
    roles.change(user=person(WHO), roles=[Role.AUDITOR], by=acting(Role.OWNER), at=timezone.now())


def left_without_role() -> None:
    """As who lost every group at the provider."""
    user = person(WHO)
    RoleAssignment.objects.filter(user=user).delete()
    live.look_again_at(user.pk)


def signed_out_everywhere() -> None:
    people.sign_out_everywhere(user=person(WHO), by=acting(Role.OWNER), at=timezone.now())


def session_ended() -> None:
    sessions.end_others(kept=uuid4(), user=person(WHO), by=acting(WHO), at=timezone.now())


def factor_reset() -> None:
    people.reset_second_factor(user=person(WHO), by=acting(Role.OWNER), at=timezone.now())


WAYS = (disabled, demoted, left_without_role, signed_out_everywhere, session_ended, factor_reset)
STILL_OPEN = {session_ended: {"program"}, demoted: {"admission to a stream"}}
"""A program goes on when one browser is signed out; an auditor may watch jobs of their own."""


@pytest.fixture(scope="module")
def front(django_db_setup, django_db_blocker) -> Iterator[Server]:
    with django_db_blocker.unblock(), serving("-k", "asgi", application="config.asgi:application") as server:
        yield server


@contextmanager
def watching(client: httpx.Client) -> Iterator[queue.Queue[str]]:
    """What a running stream hears; `closed` when it has ended."""
    heard: queue.Queue[str] = queue.Queue()

    def listen(lines: Iterator[str]) -> None:
        try:
            for line in lines:
                if line.startswith("event: "):
                    heard.put(line.removeprefix("event: "))
        except (httpx.HTTPError, httpx.StreamError):
            pass
        heard.put("closed")

    with client.stream("GET", "/live/", params={"topic": ["calendar:1", "job:1"]}) as response:
        assert response.status_code == OPEN
        threading.Thread(target=listen, args=(response.iter_lines(),), daemon=True).start()
        assert heard.get(timeout=SOON) == "ready"
        yield heard


def doors(clinic: Clinic, client: httpx.Client) -> dict[str, Callable[[], int]]:
    with entering(clinic):
        letter = documents.add(patients.register(), by=acting(WHO))
    program, _answer, _made = signed_in_program(clinic, timezone.now(), WHO, "patients.read")
    folder = f"/patients/{letter.patient_id}/documents/{letter.pk}/"
    return {
        "today": lambda: client.get("/calendar/").status_code,
        "page": lambda: client.get(f"/patients/{letter.patient_id}/").status_code,
        "download": lambda: client.get(f"{folder}content/").status_code,
        "program": lambda: program.get("patients/", q="Ada").status_code,
        "admission to a stream": lambda: client.get("/live/admission/").status_code,
    }


@pytest.mark.parametrize("way", WAYS)
def test_every_door_is_shut_with_the_very_next_request(front, own_clinic, way):
    client = front.client(own_clinic, WHO)
    asked = doors(own_clinic, client)
    assert {name: door() for name, door in asked.items()} == dict.fromkeys(asked, OPEN)

    with entering(own_clinic):
        way()

    shut = {name for name, door in asked.items() if door() in OUT}
    assert set(asked) - shut == STILL_OPEN.get(way, set())


@pytest.mark.parametrize("way", [way for way in WAYS if way is not demoted])
def test_a_running_stream_tells_nothing_more(front, own_clinic, way):
    with watching(front.client(own_clinic, WHO)) as heard:
        with entering(own_clinic):
            announce(kind="calendar", id=1)
        assert heard.get(timeout=SOON) == "calendar:1"

        with entering(own_clinic):
            way()

        assert heard.get(timeout=SOON) == "closed"


def test_a_running_stream_of_somebody_demoted_tells_only_what_they_may_still_see(front, own_clinic):
    with watching(front.client(own_clinic, WHO)) as heard:
        with entering(own_clinic):
            demoted()
            announce(kind="calendar", id=1)
            announce(kind="job", id=1)

        assert heard.get(timeout=SOON) == "job:1"


def test_a_colleague_s_stream_goes_on(front, own_clinic):
    with watching(front.client(own_clinic, Role.ASSISTANT)) as heard:
        with entering(own_clinic):
            disabled()
            announce(kind="calendar", id=1)

        assert heard.get(timeout=SOON) == "calendar:1"


def test_without_the_word_that_somebody_is_out_the_stream_would_go_on(front, own_clinic, monkeypatch):
    monkeypatch.setattr(people, "look_again_at", lambda _person: None)
    with watching(front.client(own_clinic, WHO)) as heard:
        with entering(own_clinic):
            disabled()
            announce(kind="calendar", id=1)

        assert heard.get(timeout=SOON) == "calendar:1"
