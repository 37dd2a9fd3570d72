"""Whoever signs out at the provider is out here, too; nobody else can say so."""

from __future__ import annotations

import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.single_sign_on import protocol
from tests.clinics.staff.signing_in import client_at
from tests.conftest import client_at as signed_in_at
from tests.factories.staff import Role
from tests.factories.tokens import signed_in_program
from tests.identity_provider import come_back, configure
from tests.provider_sign_out import SIGNED_OUT, notice, tell

pytestmark = pytest.mark.django_db
KNOWN = {"email": "clinician@example.com", "email_verified": True, "name": "Dana Doctor", "amr": ["mfa"]}


class Here:
    """The clinic with its provider, and somebody who came in through it."""

    def __init__(self, clinic, campus, at) -> None:
        self.clinic, self.campus, self.at = clinic, campus, at
        self.provider = configure(clinic, campus, at=at)

    def comes_in(self, subject: str = "dana-out", **claims):
        browser = client_at(self.clinic)
        come_back(browser, self.campus, self.campus.vouch(subject, **{**KNOWN, **claims}))
        assert is_in(browser)
        return browser

    def notice(self, **said) -> str:
        return notice(self.campus, self.provider.client_id, **said)

    def tell(self, token: str) -> int:
        return tell(client_at(self.clinic), token)


@pytest.fixture
def here(alder, campus, at) -> Here:
    return Here(alder, campus, at)


def is_in(browser) -> bool:
    return browser.get("/").status_code == 200


def events(clinic) -> list[tuple[str, str]]:
    with entering(clinic):
        found = AuditEvent.objects.filter(event="staff.signed_out_by_provider")
        return [(event.actor_kind, event.subject_type) for event in found]


def test_whoever_signs_out_there_is_out_of_all_that_began_there_and_of_their_programs(here, alder, at):
    one, other = here.comes_in(), here.comes_in()
    program, answer, _made = signed_in_program(alder, at, Role.CLINICIAN)
    assert program.get("patients/").status_code == 200

    assert here.tell(here.notice(sub="dana-out")) == 200

    assert [is_in(one), is_in(other)] == [False, False]
    assert program.get("patients/").status_code == 401
    assert answer["refresh_token"]
    assert events(alder) == [("task", "staff.user")]


def test_what_began_without_the_provider_and_colleagues_go_on(here, alder):
    came = here.comes_in()
    by_password, colleague = signed_in_at(alder, Role.CLINICIAN), signed_in_at(alder, Role.BILLER)

    here.tell(here.notice(sub="dana-out"))

    assert [is_in(came), is_in(by_password), is_in(colleague)] == [False, True, True]


def test_the_sign_in_that_is_named_ends_and_others_of_the_person_go_on(here):
    desk, telephone = here.comes_in(sid="at-the-desk"), here.comes_in(sid="telephone")

    assert here.tell(here.notice(sub="dana-out", sid="at-the-desk")) == 200
    assert [is_in(desk), is_in(telephone)] == [False, True]

    assert here.tell(here.notice(sid="telephone")) == 200
    assert not is_in(telephone)


def test_a_notice_is_heard_once(here):
    here.comes_in()
    heard = here.notice(sub="dana-out")
    assert here.tell(heard) == 200
    again = here.comes_in()

    assert here.tell(heard) == 400
    assert is_in(again)


def test_nobody_known_here_is_no_fault(here, alder):
    came = here.comes_in()

    assert here.tell(here.notice(sub="somebody-else")) == 200
    assert is_in(came)
    assert events(alder) == []


NO_NOTICES = {
    "no event": {"without": ("events",)},
    "another event": {"events": {"http://schemas.openid.net/event/other": {}}},
    "an event that is a list": {"events": [SIGNED_OUT]},
    "an event without its object": {"events": {SIGNED_OUT: True}},
    "a nonce, as identity tokens have": {"nonce": "n"},
    "no id": {"without": ("jti",)},
    "nobody": {"without": ("sub",)},
    "another issuer": {"iss": "https://login.example.com"},
    "another clinic": {"aud": "somebody else"},
    "one of several": {"aud": ["somebody else", "us"]},
    "no moment": {"without": ("iat",)},
    "over": {"exp": int(time.time()) - 3600},
    "long ago": {"iat": int(time.time()) - 3600},
    "to come": {"iat": int(time.time()) + 3600},
    "an access token": {"typ": "at+jwt"},
    "a person that is no text": {"sub": 5},
}


def test_what_is_no_notice_of_this_provider_for_this_clinic_ends_nothing(here):
    came = here.comes_in()

    answers = {name: here.tell(here.notice(**{"sub": "dana-out", **changed})) for name, changed in NO_NOTICES.items()}

    assert answers == dict.fromkeys(NO_NOTICES, 400)
    assert is_in(came)


def test_an_identity_token_signs_nobody_out(here):
    came = here.comes_in()
    now = int(time.time())

    said = here.notice(sub="dana-out", without=("events", "jti"), nonce="n", exp=now + 60, typ="JWT")

    assert here.tell(said) == 400
    assert is_in(came)


def test_forged_notices_end_nothing(here):
    came = here.comes_in()
    real = here.notice(sub="dana-out")
    header, claims, signature = real.split(".")
    said = jwt.decode(real, options={"verify_signature": False})
    own_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kid = jwt.get_unverified_header(real)["kid"]
    forged = [
        f"{header}.{claims}.",
        f"{header}.{claims}.{signature[:-8]}AAAAAAAA",
        jwt.encode(said, None, algorithm="none"),
        jwt.encode(said, own_key, algorithm="RS256", headers={"kid": kid}),
        jwt.encode(said, "a shared secret of thirty-two bytes", algorithm="HS256", headers={"kid": kid}),
        "",
        "x",
        "a.b.c",
        "é" * 10,
        "x" * 300_000,
    ]

    assert [here.tell(each) for each in forged] == [400] * len(forged)
    assert is_in(came)
    assert here.tell(real) == 200


def test_notices_that_are_not_checked_are_found(here, monkeypatch):
    """Planted: a notice without the event is taken for one, as any token of the provider would be."""
    monkeypatch.setattr(protocol, "SIGNED_OUT", "http://schemas.openid.net/event/other")
    came = here.comes_in()

    here.tell(here.notice(sub="dana-out", events={"http://schemas.openid.net/event/other": {}}))

    assert not is_in(came)


def test_a_notice_for_one_clinic_ends_nothing_at_the_other(here, birch, campus, at):
    there = Here(birch, campus, at)
    here.comes_in()
    came = there.comes_in()

    assert there.tell(here.notice(sub="dana-out")) == 400
    assert is_in(came)


def test_a_clinic_without_a_provider_hears_nothing(here, birch):
    assert tell(client_at(birch), here.notice(sub="dana-out")) == 400


def test_only_posting_is_heard_and_no_answer_is_kept(here):
    browser = client_at(here.clinic)

    assert browser.get("/accounts/provider/sign-out/").status_code == 405
    answer = browser.post("/accounts/provider/sign-out/", {"logout_token": "x"})
    assert (answer.json(), answer["Cache-Control"]) == ({"error": "invalid_request"}, "no-store")


def test_the_settings_page_names_the_address_to_register(here, alder):
    page = signed_in_at(alder, Role.OWNER).get("/settings/sign-in/provider/").content.decode()

    assert f"{alder.base_url}/accounts/provider/sign-out/" in page
