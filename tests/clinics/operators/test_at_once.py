"""A clinic forbids visits at the moment somebody comes in, and an open page of a visit hears its end."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from django.db import connections

from clinics.kit.current import entering
from clinics.kit.refusal import Refusal
from clinics.models import Clinic
from clinics.operators.actions import visits
from clinics.operators.models import How, Visit
from tests.factories import operators
from tests.factories.staff import Role, acting
from tests.processes import serving

ROUNDS = 12
SOON = 5.0


@pytest.fixture
def clinic(own_clinic: Clinic) -> Iterator[Clinic]:
    operators.operator("Racing Ray")
    yield own_clinic
    operators.forget("Racing Ray")


def asked(clinic: Clinic) -> str:
    operators.allow(clinic)
    return operators.ask(clinic, operator=operators.operator("Racing Ray")).ticket


def come_in(clinic: Clinic, ticket: str, start: threading.Barrier) -> bool:
    try:
        start.wait()
        with entering(clinic):
            visits.begin(ticket=ticket, origin=operators.ORIGIN, at=operators.now())
    except Refusal:
        return False
    finally:
        connections.close_all()
    return True


def forbid(clinic: Clinic, start: threading.Barrier) -> None:
    try:
        start.wait()
        operators.allow(clinic, allowed=False)
    finally:
        connections.close_all()


def test_no_visit_outlives_the_word_that_forbids_it(clinic):
    for _round in range(ROUNDS):
        ticket, start = asked(clinic), threading.Barrier(2)

        with ThreadPoolExecutor(2) as pool:
            came, _forbidden = pool.submit(come_in, clinic, ticket, start), pool.submit(forbid, clinic, start)

        with entering(clinic):
            visit = Visit.objects.newest()[0]
            assert not Visit.objects.under_way(at=operators.now()).exists()
        assert (visit.began_at is not None) == came.result()
        assert visit.ended_how == How.POLICY


def test_one_ticket_lets_one_browser_in_however_many_show_it(clinic):
    ticket, start = asked(clinic), threading.Barrier(4)

    with ThreadPoolExecutor(4) as pool:
        came = [pool.submit(come_in, clinic, ticket, start) for _browser in range(4)]

    assert sorted(each.result() for each in came) == [False, False, False, True]


@pytest.mark.parametrize("how", [How.CLINIC, How.POLICY])
def test_an_open_stream_of_a_visit_closes_when_it_ends(clinic, how):
    operators.allow(clinic)
    visitor = operators.browser(clinic)
    operators.show(visitor, asked(clinic))
    with serving("-k", "asgi", application="config.asgi:application") as server:
        cookies = {"session": visitor.cookies["session"].value}
        headers = {"Host": clinic.canonical_host}
        browser = httpx.Client(base_url=f"http://127.0.0.1:{server.port}", headers=headers, cookies=cookies, timeout=20)
        staff = server.client(clinic, Role.OWNER)
        with (
            browser.stream("GET", "/live/", params={"topic": "job:1"}) as mine,
            staff.stream("GET", "/live/", params={"topic": "job:1"}) as theirs,
        ):
            heard, others = listening(mine), listening(theirs)
            assert (heard.get(timeout=SOON), others.get(timeout=SOON)) == ("ready", "ready")

            end(clinic, how)

            assert heard.get(timeout=SOON) == "the end"
            assert others.empty()
        assert browser.get("/live/", params={"topic": "job:1"}).status_code == 401


def end(clinic: Clinic, how: How) -> None:
    if how == How.POLICY:
        operators.allow(clinic, allowed=False)
        return
    with entering(clinic):
        visit = Visit.objects.newest()[0]
        visits.end(visit_id=visit.pk, how=how, by=acting(Role.OWNER), at=operators.now())


def listening(response: httpx.Response) -> queue.Queue[str]:
    """The names of events as they arrive, and at last that the stream is over."""
    heard: queue.Queue[str] = queue.Queue()

    def listen() -> None:
        try:
            for line in response.iter_lines():
                if line.startswith("event: "):
                    heard.put(line.removeprefix("event: "))
            heard.put("the end")
        except (httpx.HTTPError, httpx.StreamError):
            heard.put("broken")

    threading.Thread(target=listen, daemon=True).start()
    return heard
