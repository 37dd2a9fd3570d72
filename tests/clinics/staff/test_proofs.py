"""A dangerous act asks again who somebody is, and nothing they typed is lost."""

from __future__ import annotations

import html
import re

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.models import Invitation, Policy, RoleAssignment
from tests.access.test_proofs import LONG_AGO, older
from tests.clinics.staff.signing_in import code_of, give_app
from tests.factories.staff import PASSWORD, Role, person

pytestmark = pytest.mark.django_db
INVITE = "/settings/staff/invitations/new/"
TYPED = {"email": "zoe@example.com", "name": "\nZoë <b>& Co</b>", "roles": ["assistant", "biller"]}


@pytest.fixture
def owner(alder, visit):
    client = visit(alder, Role.OWNER)
    with entering(alder):
        older(client, LONG_AGO)
    return client


def proven(client, at: str, **shown: str):
    return client.post(at, shown)


def kept_fields(page: str) -> dict[str, list[str]]:
    """What the page that goes on would send, as a browser reads it: a first line break in a field is dropped."""
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL):
        fields.setdefault(html.unescape(name), []).append(html.unescape(value))
    return fields


def test_what_was_typed_is_sent_once_the_password_was_given(alder, owner):
    asked = owner.post(INVITE, TYPED)
    assert asked["Location"].startswith("/accounts/reauthenticate/?next=")

    page = proven(owner, asked["Location"], password=PASSWORD)
    fields = kept_fields(page.content.decode())
    assert fields == {"email": [TYPED["email"]], "name": [TYPED["name"]], "roles": TYPED["roles"]}
    assert f'action="{INVITE}"' in page.content.decode()

    assert owner.post(INVITE, fields)["Location"] == "/settings/staff/"
    with entering(alder):
        assert Invitation.objects.get(email="zoe@example.com").roles == ["assistant", "biller"]


def test_a_code_will_do_and_a_page_that_was_only_looked_at_comes_back(alder, owner):
    with entering(alder):
        give_app(person(Role.OWNER))
    there = "/settings/audit/export/?since=2026-11-01"
    asked = owner.get(there)["Location"].replace("/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/")

    assert proven(owner, asked, code=code_of())["Location"] == there
    assert owner.get(there).status_code == 200


def test_a_wrong_password_opens_nothing_and_is_written_down(alder, owner):
    asked = owner.post(INVITE, TYPED)["Location"]

    assert proven(owner, asked, password="not the password").status_code == 200
    assert owner.post(INVITE, TYPED)["Location"].startswith("/accounts/reauthenticate/")
    with entering(alder):
        assert AuditEvent.objects.filter(event="staff.sign_in_failed").exists()


def test_the_policy_says_how_long_a_proof_lasts(alder, visit):
    client = visit(alder, Role.OWNER)
    with entering(alder):
        older(client, 8 * 60)
        Policy.objects.update_or_create(pk=1, defaults={"proof_minutes": 10})
        assert client.get(INVITE).status_code == 200
        Policy.objects.update(proof_minutes=7)

    assert client.get(INVITE).status_code == 302


def test_whoever_lost_the_permission_meanwhile_does_nothing_with_what_was_kept(alder, owner):
    asked = owner.post(INVITE, TYPED)["Location"]
    with entering(alder):
        RoleAssignment.objects.filter(user=person(Role.OWNER)).update(role=Role.BILLER)

    fields = kept_fields(proven(owner, asked, password=PASSWORD).content.decode())

    assert owner.post(INVITE, fields).status_code == 403
    with entering(alder):
        assert not Invitation.objects.filter(email="zoe@example.com").exists()


def test_a_proof_for_something_else_sends_nothing_that_waited(owner):
    owner.post(INVITE, TYPED)

    other = proven(owner, "/accounts/reauthenticate/?next=/settings/sign-in/", password=PASSWORD)

    assert (other.status_code, other["Location"]) == (302, "/settings/sign-in/")


def test_a_proof_never_leads_to_another_host(owner):
    led = proven(owner, "/accounts/reauthenticate/?next=https://evil.example/", password=PASSWORD)

    assert led["Location"] == "/"


def test_guessing_again_is_slowed(owner):
    asked = owner.get(INVITE)["Location"]

    answers = [proven(owner, asked, password=f"guess {number}") for number in range(15)]

    assert answers[-1].status_code == 429 or "Too many" in answers[-1].content.decode()
