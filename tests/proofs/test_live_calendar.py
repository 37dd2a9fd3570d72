"""Sixty open day pages at two processes see what happens elsewhere, soon and without exception; others see nothing."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection

from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.permissions import Role
from config.postgres import embedded
from tests import database
from tests.factories import appointments, patients
from tests.processes import ROOT, environment, serving
from tests.proofs.browsers import Browser, Opened, browsers

pytestmark = pytest.mark.slow
PAGES, STRANGERS = 60, 6
CHANGES, EVERY = 20, 0.7  # seconds
SOON = 2.0  # seconds, for 95 of 100
ROLES = [Role.FRONT_DESK, Role.CLINICIAN, Role.OWNER, Role.ASSISTANT]
# Background work in a process of its own: books every now and then, and says which and when it was done.
WORK = """
import json, sys, time
import django
django.setup()
from datetime import datetime, timedelta
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from patients.models import Patient
from tests.factories import appointments
schema, first, count, every = sys.argv[1], datetime.fromisoformat(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
with entering_platform():
    clinic = Clinic.objects.get(schema_name=schema)
with entering(clinic):
    ana = Patient.objects.get()
    for number in range(count):
        time.sleep(every)
        made = appointments.book(ana, starts_at=first + timedelta(minutes=15 * number), at=first - timedelta(days=1))
        print(json.dumps([str(made.pk), time.time()]), flush=True)
"""


@dataclass(frozen=True)
class Calendar:
    """A clinic with one provider; `first` is when its first appointment may be."""

    clinic: Clinic
    first: datetime
    page: str
    topic: str

    def work(self, *, begin: int = 0, count: int = CHANGES) -> dict[str, float]:
        """Let background work change the day; when each appointment was booked."""
        first = (self.first + timedelta(minutes=15 * begin)).isoformat()
        command = [sys.executable, "-c", WORK, self.clinic.schema_name, first, str(count), str(EVERY)]
        done = subprocess.run(command, cwd=ROOT, env=environment({}), stdout=subprocess.PIPE, text=True, check=True)
        return dict(json.loads(line) for line in done.stdout.splitlines())


def calendar_of(clinic: Clinic) -> Calendar:
    with entering(clinic):
        day = datetime.now(UTC).date() + timedelta(days=2)
        whole = (("00:00", "23:59"),)
        appointments.provider(hours=whole, weekdays=range(1, 8), since=day - timedelta(days=9))
        appointments.kind(minutes=15)
        patients.register()
        site = appointments.site()
        first = appointments.local(day, "06:00", site)
        page = f"/calendar/?day={day}&since={datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        return Calendar(clinic, first, page, f"calendar:{site.pk}:{day}")


@pytest.fixture
def here(own_clinic) -> Calendar:
    return calendar_of(own_clinic)


@pytest.fixture
def there(own_clinic) -> Iterator[Calendar]:
    other = database.open_own_clinic()
    try:
        yield calendar_of(other)
    finally:
        database.drop_own_clinic(other)


@contextmanager
def two_processes():
    """Each serves pages and streams."""
    one = ("-k", "asgi", "--workers", "1")
    with (
        serving(*one, application="config.asgi:application", TEST_POOL_SIZE="16") as first,
        serving(*one, application="config.asgi:application", TEST_POOL_SIZE="16") as second,
    ):
        yield [first, second]


def open_pages(servers, here: Calendar, there: Calendar) -> tuple[list[Browser], list[Browser]]:
    """Those of the clinic, and those of another one that watch the same topic and their own."""
    ours, others = [], []
    for server in servers:
        roles = [ROLES[number % len(ROLES)] for number in range(PAGES // 2)]
        ours += browsers(server, here.clinic, roles, page=here.page, topics=[here.topic])
        both = [here.topic, there.topic]
        others += browsers(server, there.clinic, roles[: STRANGERS // 2], page=there.page, topics=both)
    return ours, others


def listeners() -> list[int]:
    asked = "SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN live' AND datname = %s"
    with psycopg.connect(embedded.ensure_running().dsn("postgres"), autocommit=True) as admin:
        return [pid for (pid,) in admin.execute(asked, [connection.settings_dict["NAME"]])]


def terminate(pids: list[int]) -> None:
    with psycopg.connect(embedded.ensure_running().dsn("postgres"), autocommit=True) as admin:
        for pid in pids:
            admin.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_a_change_by_background_work_is_seen_on_sixty_pages_soon(here, there):
    with two_processes() as servers:
        ours, others = open_pages(servers, here, there)
        with Opened([*ours, *others]) as opened:
            assert len(listeners()) == len(servers)
            made = here.work()
            opened.wait(
                lambda: all(each.seen.keys() >= made.keys() for each in ours), "not every page saw every change"
            )
            assert len(listeners()) == len(servers)
    waited = [each.seen[one] - when for each in ours for one, when in made.items()]
    p95 = statistics.quantiles(waited, n=20)[-1]

    assert {each.connections for each in ours} == {1}
    assert [each.heard for each in others] == [["event: ready", "data: "]] * STRANGERS
    assert p95 <= SOON, f"{len(waited)} sightings: median {statistics.median(waited):.2f} s, p95 {p95:.2f} s"


def test_killing_the_listening_connection_loses_nothing(here, there):
    with two_processes() as servers:
        ours, others = open_pages(servers, here, there)
        with Opened([*ours, *others]) as opened:
            made: dict[str, float] = {}
            for turn in range(4):
                terminate(listeners())
                made |= here.work(begin=len(made), count=5)
                opened.wait(lambda: len(listeners()) == 2, f"nobody listens again, turn {turn}")
            opened.wait(lambda: all(each.seen.keys() >= made.keys() for each in ours), "a page missed a change")
            last = here.work(begin=len(made), count=1)
            opened.wait(lambda: all(each.shown == made.keys() | last.keys() for each in ours), "a page missed a change")
    assert all("event: resync" in each.heard for each in ours)
    assert {line for each in others for line in each.heard} <= {
        "event: ready",
        "event: resync",
        "data: ",
        "data: changed",
    }


def test_the_proof_sees_a_byte_of_another_clinic(here, there):
    """The control: what happens in the other clinic does arrive at its pages."""
    with two_processes() as servers:
        _ours, others = open_pages(servers, here, there)
        with Opened(others) as opened:
            there.work(count=1)
            opened.wait(lambda: all(f"event: {there.topic}" in each.heard for each in others), "the pages are deaf")
