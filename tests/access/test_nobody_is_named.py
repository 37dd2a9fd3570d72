"""Who asks at a door with an address cannot tell whether somebody has it: not by text, status, headers, mail or work.

Work is counted, not timed: how often a password is hashed, and how many statements the database is sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from clinics.staff.adapters.account import AccountAdapter
from clinics.staff.models import User
from tests.clinics.staff.signing_in import client_at, give_app
from tests.factories.staff import Role, add_person, person
from tests.factories.tokens import client_of
from tests.statements import CONTROL

pytestmark = pytest.mark.django_db
UNKNOWN = "nobody@example.com"
OWN_TO_AN_ANSWER = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken&quot;: &quot;\w+|X-CSRFToken": "\w+|[0-9a-f]{32}'
)


ALIKE = 1
"""Statements by which the work may differ: one is a fraction of a millisecond, one hashing sixty."""


@dataclass
class Seen:
    """All that somebody outside gets, and what was done for it."""

    status: int
    headers: dict[str, str]
    body: str
    hashed: int = 0
    statements: list[str] = field(default_factory=list)


@contextmanager
def counting() -> Iterator[list[str]]:
    """How often a password is hashed, to be kept or to be compared."""
    runs: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in ("encode", "verify"):
            whole = getattr(Argon2PasswordHasher, name)
            patch.setattr(Argon2PasswordHasher, name, _noting(whole, runs))
        yield runs


def _noting(whole: Any, runs: list[str]) -> Any:
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        runs.append(whole.__name__)
        return whole(self, *args, **kwargs)

    return run


def seen(client: Client, address: str, sends: dict[str, str], given: str) -> Seen:
    """Ask, with what was given taken out of the answer wherever it comes back."""
    cache.clear()
    with counting() as runs, CaptureQueriesContext(connection) as ran:
        answer = client.post(address, {name: text.format(given=given) for name, text in sends.items()})
    body = OWN_TO_AN_ANSWER.sub("", answer.content.decode()).replace(given, "")
    own = ("X-Request-Id", "Content-Length", "Expires")
    headers = {name: text.replace(given, "") for name, text in answer.headers.items() if name not in own}
    sent = [each["sql"].strip() for each in ran.captured_queries]
    statements = [each.split(" ", 1)[0] for each in sent if not each.upper().startswith(CONTROL)]
    return Seen(answer.status_code, headers, body, len(runs), statements)


@pytest.fixture
def here(alder):
    """People of every kind: with a factor, without a password, disabled."""
    with entering(alder):
        give_app(person(Role.CLINICIAN))
        User.objects.filter(email="biller@example.com").update(is_active=False)
        provided = person(Role.AUDITOR)
        provided.set_unusable_password()
        provided.save()
        add_person("newcomer", "Nora", (), at=timezone.now())
    return alder


KNOWN = [
    "clinician@example.com",
    "owner@example.com",
    "biller@example.com",
    "auditor@example.com",
    "newcomer@example.com",
]
DOORS = {
    "/accounts/login/": {"login": "{given}", "password": "not the password"},
    "/accounts/password/reset/": {"email": "{given}"},
    "/accounts/signup/": {"email": "{given}", "password1": "four unrelated words", "password2": "four unrelated words"},
    "/accounts/provider/": {"login_hint": "{given}"},
    "/admin/login/": {"username": "{given}", "password": "not the password"},
}


@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("address", DOORS)
def test_a_known_address_is_answered_like_an_unknown_one(here, address, known):
    seen(client_at(here), address, DOORS[address], "first@example.com")  # what a process reads once is read
    ours = seen(client_at(here), address, DOORS[address], known)
    nobody = seen(client_at(here), address, DOORS[address], UNKNOWN)

    assert (ours.status, ours.headers, ours.body) == (nobody.status, nobody.headers, nobody.body)
    assert ours.hashed == nobody.hashed
    assert abs(len(ours.statements) - len(nobody.statements)) <= ALIKE


def test_at_a_sign_in_a_password_is_hashed_for_nobody_too(here):
    assert seen(client_at(here), "/accounts/login/", DOORS["/accounts/login/"], UNKNOWN).hashed > 0


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
def test_at_the_platform_as_well(visit, address):
    known = seen(visit(None), address, DOORS[address], "operator@example.com")
    nobody = seen(visit(None), address, DOORS[address], UNKNOWN)

    assert (known.status, known.headers, known.body, known.hashed) == (
        nobody.status,
        nobody.headers,
        nobody.body,
        nobody.hashed,
    )


def test_nobody_is_written_to_who_is_not_known(here):
    with entering(here):
        before = OutgoingMail.objects.count()

    for given, more in ((UNKNOWN, 0), ("owner@example.com", 1)):
        seen(client_at(here), "/accounts/password/reset/", DOORS["/accounts/password/reset/"], given)
        with entering(here):
            assert OutgoingMail.objects.count() == before + more


# A program's id is no secret and names nobody, so that the work is not made alike.
def test_a_program_with_a_wrong_secret_is_answered_like_one_that_does_not_exist(here, at):
    made = client_of(here, "patients.read", at=at)
    sends = {"grant_type": "client_credentials", "client_id": "{given}", "client_secret": "not the secret"}

    known = seen(client_at(here), "/identity/o/api/token", sends, str(made.client.pk))
    nobody = seen(client_at(here), "/identity/o/api/token", sends, "0" * len(str(made.client.pk)))

    assert (known.status, known.headers, known.body) == (nobody.status, nobody.headers, nobody.body)


def test_a_door_that_does_less_for_nobody_is_found_out(here, monkeypatch):
    whole = AccountAdapter.send_mail

    def known_only(self, template_prefix, email, context):
        return None if "unknown" in template_prefix else whole(self, template_prefix, email, context)

    monkeypatch.setattr(AccountAdapter, "send_mail", known_only)
    address = "/accounts/password/reset/"

    ours = seen(client_at(here), address, DOORS[address], "owner@example.com")
    nobody = seen(client_at(here), address, DOORS[address], UNKNOWN)

    assert len(ours.statements) - len(nobody.statements) > ALIKE
