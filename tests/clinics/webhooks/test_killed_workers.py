"""Workers and dispatcher are killed while they send; every event arrives, with few doublets, and the log says why."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest

from tests.proofs.background import background
from tests.proofs.stage import installed
from tests.receivers import Answer, Receiver, receiving

pytestmark = pytest.mark.slow
EVENTS = 60
KILLS = 6
PATIENCE = 150.0  # seconds: a dispatcher rings again for lost messages after one minute

PREPARE = """
import django
django.setup()
from django.utils import timezone
from clinics.events.actions import publish
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.webhooks.actions import endpoints
from clinics.webhooks.models import Endpoint
from tests.factories.staff import Role, acting
with entering_platform():
    clinic = Clinic.objects.get()
with entering(clinic):
    at = timezone.now()
    if not Endpoint.objects.filter(is_enabled=True).exists():
        chosen = ["patient.registered"]
        endpoints.add(name="Lab", url="{url}", kinds=chosen, by=acting(Role.OWNER), at=at)
    print(" ".join(publish(kind="patient.registered", ids={{"patient": n}}, at=at).pk.hex for n in range({count})))
"""


@pytest.fixture(scope="module")
def stage():
    with installed() as made:
        yield made


def happen(stage, receiver: Receiver, count: int) -> list[str]:
    return stage.run(PREPARE.format(url=receiver.url, count=count)).split()


def wait_until_heard(receiver: Receiver, events: set[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not events <= {heard.id for heard in receiver.heard}:
        time.sleep(0.2)


def test_every_event_arrives_though_workers_and_dispatcher_are_killed(stage):
    with receiving() as receiver, background(stage.environment, stage.folder) as running:
        receiver.answer = Answer(204, after=0.3)
        expected: set[str] = set()
        for _kill in range(KILLS):
            expected |= {f"evt_{event}" for event in happen(stage, receiver, EVENTS // KILLS)}
            time.sleep(random.uniform(0.2, 1.5))
            running.kill(random.choice(["worker", "worker", "dispatcher"]))
        wait_until_heard(receiver, expected)
        time.sleep(1)

    heard = Counter(each.id for each in receiver.heard)
    assert set(heard) == expected
    interrupted = stage.asked("SELECT count(*) FROM {}.webhooks_attempt WHERE failing = 'interrupted'")[0][0]
    assert sum(heard.values()) - len(expected) <= interrupted


def test_a_receiver_that_comes_back_hears_what_happened_meanwhile(stage):
    with receiving() as receiver:
        stage.run("import django; django.setup()\n" + STOP_ALL)
        receiver.kill()
        with background(stage.environment, stage.folder) as running:
            expected = {f"evt_{event}" for event in happen(stage, receiver, 10)}
            time.sleep(3)
            running.kill("worker")
            receiver.start()
            wait_until_heard(receiver, expected)

    assert {each.id for each in receiver.heard} == expected


STOP_ALL = """
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.webhooks.models import Attempt, Delivery, Endpoint
with entering_platform():
    clinic = Clinic.objects.get()
with entering(clinic):
    Delivery.objects.all().delete()
    Endpoint.objects.all().update(is_enabled=False, name="Before")
print("done")
"""
