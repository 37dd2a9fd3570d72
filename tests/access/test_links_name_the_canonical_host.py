"""Links in mails, documents and redirects name the clinic's canonical host, whatever host a request claims."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from clinics.models import Clinic
from tests.conftest import client_at
from tests.factories.staff import Role

pytestmark = pytest.mark.django_db
EVIL = "evil.example"
FORGED = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "X-Host": EVIL,
    "X-Original-Host": EVIL,
    "Forwarded": f"host={EVIL};proto=https",
    "Origin": f"https://{EVIL}",
}
DOCUMENTS = ("/.well-known/openid-configuration", "/api/schema/", "/accounts/login/", "/accounts/password/reset/")


@pytest.fixture(autouse=True)
def _no_earlier_attempts():
    cache.clear()


@pytest.mark.parametrize("address", DOCUMENTS)
def test_what_is_served_never_names_a_host_that_was_made_up(alder, address):
    answer = client_at(alder).get(address, headers=FORGED)

    assert answer.status_code == 200
    assert EVIL not in answer.content.decode() + str(dict(answer.headers))


def test_the_link_of_a_reset_leads_to_the_clinic(alder):
    client_at(alder).post("/accounts/password/reset/", {"email": "owner@example.com"}, headers=FORGED)

    assert hosts_in_the_last_mail(alder) == {alder.base_url}


def test_the_link_of_an_invitation_leads_to_the_clinic(alder):
    asked = {"email": "zoe@example.com", "name": "Zoe", "roles": ["assistant"]}

    answer = client_at(alder, Role.OWNER).post("/settings/staff/invitations/new/", asked, headers=FORGED)

    assert answer["Location"] == "/settings/staff/"
    assert hosts_in_the_last_mail(alder) == {alder.base_url}


@pytest.mark.parametrize("host", [EVIL, f"alder.{EVIL}", "127.0.0.1"])
def test_another_host_is_answered_by_nothing(alder, host):
    answer = Client(SERVER_NAME=host, HTTP_HOST=host).get("/accounts/login/")

    assert (answer.status_code, answer.content) == (404, b"Not found\n")


@pytest.mark.parametrize("address", ["/accounts/login/", "/settings/account/", "/nowhere/?next=//evil.example"])
def test_redirects_stay_on_the_host(alder, address):
    answer = client_at(alder).get(address, headers=FORGED)

    assert not re.match(r"https?:|//", answer.headers.get("Location", "/"))


def test_a_link_that_followed_the_request_is_found_out(alder, monkeypatch):
    monkeypatch.setattr(Clinic, "base_url", property(lambda _clinic: f"https://{EVIL}"))

    client_at(alder).post("/accounts/password/reset/", {"email": "owner@example.com"})

    assert hosts_in_the_last_mail(alder) == {f"https://{EVIL}"}


def hosts_in_the_last_mail(clinic: Clinic) -> set[str]:
    with entering(clinic):
        mail = OutgoingMail.objects.latest("created_at")
        return set(re.findall(r"https?://[^/\s\"<>]+", mail.text + mail.html))
