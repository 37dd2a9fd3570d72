"""Many threads, two clinics, one pool: every answer is of the clinic that was asked.

The clinics hold the same people with the same ids; only a person's title tells them apart.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.models import User
from clinics.staff.permissions import Role
from tests import database
from tests.processes import Server, serving

THREADS = 8


@pytest.fixture
def two_clinics(own_clinic, django_db_blocker) -> Iterator[dict[str, Clinic]]:
    other = database.open_own_clinic()
    named = {"Canary North": own_clinic, "Canary South": other}
    for title, clinic in named.items():
        with entering(clinic):
            User.objects.update(name=title)
    yield named
    database.drop_own_clinic(other)


@pytest.fixture
def server(django_db_setup, django_db_blocker) -> Iterator[Server]:
    """Few connections for many threads, so that each connection serves both clinics in turn."""
    with django_db_blocker.unblock(), serving("--threads", str(THREADS), TEST_POOL_SIZE="3") as running:
        yield running


def ask_often(server: Server, clinics: dict[str, Clinic], requests: int) -> Counter[str]:
    """Ask random pages of random clinics from many threads; count right, wrong and failed answers."""
    signed_in = {name: server.client(clinic, Role.OWNER) for name, clinic in clinics.items()}
    pages = ("/", "/settings/staff/", "/accounts/login/", "/nowhere/", "/search/?q=canary")

    def ask(seed: int) -> Counter[str]:
        chance = random.Random(seed)
        found: Counter[str] = Counter()
        for _ in range(requests // THREADS):
            name = chance.choice(list(clinics))
            other = next(title for title in clinics if title != name)
            text = signed_in[name].get(chance.choice(pages), follow_redirects=True).text
            if other in text or clinics[other].name in text.replace(clinics[name].name, ""):
                found["wrong"] += 1
            found["right" if name in text else "without a name"] += 1
        return found

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(ask, range(THREADS)), Counter())


def test_no_answer_is_of_the_other_clinic(server, two_clinics):
    counted = ask_often(server, two_clinics, 400)
    assert counted["wrong"] == 0
    assert counted["right"] > 100


@pytest.mark.slow
def test_no_answer_is_of_the_other_clinic_in_thousands(server, two_clinics):
    counted = ask_often(server, two_clinics, 4_000)
    assert counted["wrong"] == 0
    assert counted["right"] > 1_000
