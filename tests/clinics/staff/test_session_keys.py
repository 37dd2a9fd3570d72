"""Keys of sessions are new with each sign-in and cannot be guessed; a recovery code opens once."""

import math

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings

from clinics.kit.current import entering
from clinics.staff.sessions import SessionStore
from tests.clinics.staff.signing_in import client_at, code_of, give_app, post_password
from tests.factories.staff import Role, person

CLINICIAN, CODE = "clinician@example.com", "/accounts/2fa/authenticate/"


@pytest.fixture
def codes(own_clinic) -> list[str]:
    """The recovery codes of a clinician who also has an app."""
    with entering(own_clinic):
        somebody = person(Role.CLINICIAN)
        give_app(somebody)
        return RecoveryCodes.activate(somebody).get_unused_codes()


def key_of(client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_signing_in_begins_a_session_with_another_key(own_clinic, codes):
    client = client_at(own_clinic)
    post_password(client, CLINICIAN)
    before = key_of(client)

    assert client.post(CODE, {"code": code_of()})["Location"] == "/"

    assert key_of(client) != before
    stranger = client_at(own_clinic)
    stranger.cookies[settings.SESSION_COOKIE_NAME] = before
    assert stranger.get("/").status_code == 302


def test_showing_again_who_one_is_goes_on_under_another_key(own_clinic, codes):
    client = client_at(own_clinic)
    post_password(client, CLINICIAN)
    client.post(CODE, {"code": codes[0]})
    before = key_of(client)

    assert (
        client.post("/accounts/2fa/reauthenticate/", {"code": codes[1], "next": "/settings/account/"}).status_code
        == 302
    )

    assert key_of(client) != before
    assert client.get("/settings/account/").status_code == 200
    stranger = client_at(own_clinic)
    stranger.cookies[settings.SESSION_COOKIE_NAME] = before
    assert stranger.get("/").status_code == 302


def test_keys_of_sessions_are_longer_than_anybody_can_guess(in_alder):
    keys = {SessionStore()._get_new_session_key() for _turn in range(50)}

    assert len(keys) == 50
    for key in keys:
        assert len(key) * math.log2(36) > 128
        assert len(set(key)) > 8


def test_a_recovery_code_opens_once(own_clinic, codes):
    first, second = client_at(own_clinic), client_at(own_clinic)
    post_password(first, CLINICIAN)
    post_password(second, CLINICIAN)

    assert first.post(CODE, {"code": codes[0]})["Location"] == "/"

    assert second.post(CODE, {"code": codes[0]}).status_code == 200
    assert second.post(CODE, {"code": codes[1]})["Location"] == "/"


def test_recovery_codes_are_hard_to_guess_and_each_persons_own(own_clinic, codes):
    with entering(own_clinic):
        others = RecoveryCodes.activate(person(Role.ASSISTANT)).get_unused_codes()

    assert {len(code) for code in codes} == {8}
    assert len(set(codes) | set(others)) == len(codes) + len(others)
