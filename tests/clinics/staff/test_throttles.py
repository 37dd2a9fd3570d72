"""Guessing is slowed by whom it is aimed at, wherever it says it comes from, and shuts nobody else out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from config.middleware import proxies
from tests.access.test_removed_permissions import changed
from tests.clinics.staff.signing_in import client_at, post_password
from tests.factories.staff import PASSWORD, Role, person

pytestmark = pytest.mark.django_db
TOO_MANY = "Too many failed attempts"
ENOUGH = 6
NEW = "four quite unrelated words"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    cache.clear()
    with time_machine.travel(datetime.now(UTC), tick=False) as traveller:
        yield traveller


def email_at(clinic) -> str:
    with entering(clinic):
        return person(Role.CLINICIAN).email


def guess(clinic, times: int = ENOUGH, *, email: str = "", **extra: str) -> str:
    """Wrong passwords for one person; what the last answer says."""
    page = ""
    for number in range(times):
        page = post_password(client_at(clinic), email or email_at(clinic), f"wrong {number}", **extra).content.decode()
    return page


def forged(clinic, times: int) -> str:
    """The same from addresses that are made up anew each time, for other people each time."""
    page = ""
    for number in range(times):
        headers = {"X-Forwarded-For": f"203.0.113.{number}", "X-Real-IP": f"203.0.113.{number}"}
        page = post_password(
            client_at(clinic), f"nobody{number}@example.com", "wrong", headers=headers
        ).content.decode()
    return page


def lets_in(client: Client, clinic, password: str = PASSWORD) -> bool:
    return post_password(client, email_at(clinic), password).status_code == 302


def test_made_up_addresses_do_not_help_to_guess(alder):
    assert TOO_MANY not in forged(alder, 3)
    cache.clear()

    assert TOO_MANY in forged(alder, 15)


def test_they_would_help_if_forwarded_addresses_were_believed(alder, settings):
    """The guard's absence shows."""

    def believed(self, request):
        request.META["REMOTE_ADDR"] = request.META.get("HTTP_X_FORWARDED_FOR", request.META["REMOTE_ADDR"])
        return self.get_response(request)

    with changed(proxies.ProxiesMiddleware, "__call__", believed):
        assert TOO_MANY not in forged(alder, 15)


def test_whoever_is_locked_out_here_signs_in_at_another_clinic(alder, birch):
    assert TOO_MANY in guess(alder)

    assert email_at(alder) == email_at(birch)
    assert not lets_in(client_at(alder), alder)
    assert lets_in(Client(SERVER_NAME=birch.canonical_host, HTTP_HOST=birch.canonical_host), birch)


def test_a_locked_address_is_like_an_unknown_one(alder):
    def plain(page: str) -> str:
        return re.sub(r'[\w.-]+@example\.com|csrfmiddlewaretoken" value="\w+|X-CSRFToken": "\w+', "", page)

    assert plain(guess(alder)) == plain(guess(alder, email="nobody.at.all@example.com"))


def test_time_lets_the_victim_back_in(alder, clock):
    guess(alder)
    assert not lets_in(client_at(alder), alder)
    clock.shift(301)

    assert lets_in(client_at(alder), alder)


def test_a_new_password_lets_the_victim_back_in_at_once(alder, django_capture_on_commit_callbacks):
    guess(alder)
    with django_capture_on_commit_callbacks(execute=True):
        client_at(alder).post("/accounts/password/reset/", {"email": email_at(alder)})
    with entering(alder):
        link = re.search(r"/accounts/password/reset/key/\S+", OutgoingMail.objects.latest("id").text).group()
    client = client_at(alder)

    client.post(client.get(link)["Location"], {"password1": NEW, "password2": NEW})

    assert lets_in(client_at(alder), alder, NEW)
