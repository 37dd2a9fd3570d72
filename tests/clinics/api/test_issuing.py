"""What the clinic's issuer grants to programs, and what it refuses."""

from __future__ import annotations

from datetime import timedelta

import jwt
import pytest
import time_machine
from allauth.idp.oidc.internal.oauthlib.request_validator import OAuthLibRequestValidator as Loose
from allauth.idp.oidc.models import Client as Registered
from allauth.idp.oidc.models import Token
from django.utils import timezone

from clinics.api import issuing
from clinics.api.actions import clients
from clinics.api.issuing import Issuing
from clinics.api.models import ApiClient, ProgramSession
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.models import Policy
from tests.factories import staff
from tests.factories.sign_in_flow import BACK, LOGOUT, REVOKE, TOKEN, VERIFIER, Flow, flow, taken_to
from tests.factories.tokens import client_of, token_of

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    f"{BACK}/",
    f"{BACK}?next=https://evil.example",
    f"{BACK}#fragment",
    f"{BACK};x=1",
    f"{BACK}/../other",
    f"{BACK}/%2e%2e/other",
    "https://app.example:444/back",
    "https://app.example:443/back",
    "https://evil@app.example/back",
    "https://app.example@evil.example/back",
    "https://evil.example/back",
    "https://sub.app.example/back",
    "https://*.example/back",
    "https://APP.example/back",
    "http://app.example/back",
    "https://app.example/BACK",
    "//app.example/back",
    "javascript:alert(1)//app.example/back",
]


@pytest.fixture
def app(alder, at) -> Flow:
    return flow(alder, at)


def events(clinic) -> list[str]:
    with entering(clinic):
        found = AuditEvent.objects.filter(event__startswith="program.").order_by("id")
        return list(found.values_list("event", flat=True))


def answered(answer) -> str:
    """The error that a redirect tells the program."""
    assert taken_to(answer).startswith(f"{BACK}?"), taken_to(answer)
    return taken_to(answer).partition("error=")[2].partition("&")[0]


# --- addresses


def accepted(app: Flow) -> list[str]:
    answers = {address: app.ask(redirect_uri=address) for address in ELSEWHERE}
    return [each for each, answer in answers.items() if taken_to(answer) or b'name="request"' in answer.content]


def test_nobody_is_sent_to_an_address_that_is_not_registered_letter_by_letter(app):
    assert accepted(app) == []


def test_the_registered_address_is_asked_for_and_no_default_is_taken(app):
    assert b'name="request"' in app.ask().content
    assert b'name="request"' not in app.ask(redirect_uri=None).content


def test_a_code_is_given_for_the_address_that_it_was_asked_with(app):
    code = app.code()

    assert app.redeem(code, redirect_uri=f"{BACK}/").status_code == 400
    assert app.redeem(code).status_code == 200


def test_a_loose_comparison_of_addresses_is_found(app, monkeypatch):
    monkeypatch.setattr(Issuing, "validate_redirect_uri", Loose.validate_redirect_uri)

    assert f"{BACK}?next=https://evil.example" in accepted(app)


# --- codes


def test_a_code_used_twice_is_refused_and_ends_what_it_was_good_for(app, alder):
    code = app.code()
    given = app.redeem(code).json()
    assert app.patients(given["access_token"]) == 200

    again = app.redeem(code)

    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert app.patients(given["access_token"]) == 401
    assert app.refresh(given["refresh_token"]).status_code == 400
    assert events(alder) == ["program.let_in", "program.token_used_twice"]


def test_a_code_forgotten_after_its_use_would_be_found(app, monkeypatch):
    """Planted: the second use is refused, and what the first was given goes on."""
    monkeypatch.setattr(issuing, "_misused", lambda session: None)
    code = app.code()
    given = app.redeem(code).json()

    assert app.redeem(code).status_code == 400
    assert app.patients(given["access_token"]) == 200


def test_a_code_lasts_a_minute(app):
    code = app.code()

    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert app.redeem(code).status_code == 400


def test_a_code_is_for_the_program_that_asked(app, alder, at):
    other = flow(alder, at, name="Other app")

    assert other.redeem(app.code()).status_code == 400


def test_a_code_is_worth_nothing_without_the_programs_secret(app):
    code = app.code()

    assert app.redeem(code, client_secret="guessed").status_code == 401
    assert app.redeem(code, client_secret=None).status_code == 401


def test_a_code_is_not_kept_readable(app, alder):
    code = app.code()

    with entering(alder):
        assert code not in str(ProgramSession.objects.values().get())


# --- PKCE


WEAK = (
    {"code_challenge": None, "code_challenge_method": None},
    {"code_challenge": VERIFIER, "code_challenge_method": "plain"},
    {"code_challenge": VERIFIER, "code_challenge_method": None},
    {"code_challenge_method": "S512"},
)


def test_every_program_shows_a_challenge_of_the_strong_kind(app):
    assert [answered(app.ask(**asked)) for asked in WEAK] == ["invalid_request"] * 4


def test_a_code_needs_the_verifier_of_its_challenge(app):
    code = app.code()

    answers = [app.redeem(code, code_verifier=verifier).status_code for verifier in (None, "w" * 64, VERIFIER[:-1])]

    assert answers == [400] * 3
    assert app.redeem(code).status_code == 200


def test_a_program_let_off_the_challenge_is_found(app, monkeypatch):
    monkeypatch.setattr(Issuing, "is_pkce_required", Loose.is_pkce_required)

    assert b'name="request"' in app.ask(code_challenge=None, code_challenge_method=None).content


# --- flows


FLOWS = ("token", "id_token", "id_token token", "code token", "code id_token", "code id_token token", "none")


def test_no_flow_but_that_of_codes_begins(app):
    for flow_asked in FLOWS:
        answer = app.ask(response_type=flow_asked, nonce="n")

        assert b'name="request"' not in answer.content, flow_asked
        assert "token=" not in taken_to(answer), flow_asked
        assert "error=" in (taken_to(answer) or "error="), flow_asked


def test_an_answer_comes_back_in_the_query_however_it_was_asked_for(app):
    backs = [taken_to(app.grant(app.ask(response_mode=mode))) for mode in ("fragment", "form_post", "query")]

    assert [back.partition("code=")[0] for back in backs] == [f"{BACK}?"] * 3


OTHER_GRANTS = [
    {"grant_type": "password", "username": "clinician@example.com", "password": staff.PASSWORD},
    {"grant_type": "implicit"},
    {"grant_type": "client_credentials"},
    {"grant_type": "urn:ietf:params:oauth:grant-type:device_code", "device_code": "x"},
    {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": "x"},
    {"grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "subject_token": "x"},
    {},
]


def test_a_program_of_people_has_no_other_grant(app):
    answers = [app.web.post(TOKEN, app.secret | asked) for asked in OTHER_GRANTS]

    assert {answer.status_code for answer in answers} <= {400, 401}
    assert [answer.content for answer in answers if b"access_token" in answer.content] == []


def test_a_program_by_itself_has_one_grant(app, alder, at):
    app.made = client_of(alder, at=at)

    answers = {asked.get("grant_type"): app.web.post(TOKEN, app.secret | asked) for asked in OTHER_GRANTS}

    assert [kind for kind, answer in answers.items() if answer.status_code == 200] == ["client_credentials"]


def test_a_program_by_itself_has_no_way_to_a_person(app, alder, at):
    app.made = client_of(alder, at=at)

    assert b'name="request"' not in app.ask().content
    assert b'name="request"' not in app.ask(redirect_uri=None).content


def test_what_is_said_of_the_issuer_is_what_it_does(app):
    said = app.web.get("/.well-known/openid-configuration").json()

    assert said["grant_types_supported"] == ["authorization_code", "client_credentials", "refresh_token"]
    assert said["response_types_supported"] == ["code"]
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert "device_authorization_endpoint" not in said
    assert "registration_endpoint" not in said
    assert "patients.read" in said["scopes_supported"]


# --- asking a person


def test_what_another_program_was_granted_is_granted_to_nobody_silently(app, alder, at):
    app.tokens()
    other = flow(alder, at, name="Other app")
    other.person = app.person

    assert answered(app.ask(prompt="none")) == "consent_required"
    assert answered(other.ask(prompt="none")) == "consent_required"


def test_silent_grants_are_found_where_they_are_given(app, monkeypatch, alder, at):
    monkeypatch.setattr(Issuing, "validate_silent_authorization", Loose.validate_silent_authorization)
    app.tokens()
    other = flow(alder, at, name="Other app")
    other.person = app.person

    assert taken_to(other.ask(prompt="none")).startswith(f"{BACK}?code=")


def test_a_person_is_asked_each_time(app):
    app.tokens()

    assert b'name="request"' in app.ask().content


def test_who_says_no_grants_nothing(app, alder):
    back = taken_to(app.grant(app.ask(), action="cancel"))

    assert back == f"{BACK}?error=access_denied&state=s"
    assert events(alder) == []


def test_a_person_grants_less_than_was_asked_and_never_more(app):
    granted = app.grant(app.ask(), scopes=("openid",))
    token = app.redeem(taken_to(granted).partition("code=")[2].partition("&")[0]).json()["access_token"]
    assert app.patients(token) == 403

    assert "code=" not in taken_to(app.grant(app.ask(scope="openid"), scopes=("openid", "patients.read")))


# --- kinds of tokens


def test_each_token_does_what_its_kind_does_and_nothing_else(app):
    given = app.tokens()

    assert app.patients(given["access_token"]) == 200
    assert app.patients(given["id_token"]) == 401
    assert app.patients(given["refresh_token"]) == 401
    assert app.userinfo(given["id_token"]) == 401
    assert app.userinfo(given["refresh_token"]) == 401
    assert app.refresh(given["access_token"]).status_code == 400
    assert app.refresh(given["id_token"]).status_code == 400


def test_an_access_token_is_no_identity_token(app):
    given = app.tokens()

    asked = answered(app.ask(id_token_hint=given["access_token"]))
    shown = app.person.get(LOGOUT, {"id_token_hint": given["access_token"], "post_logout_redirect_uri": BACK})

    assert asked == "login_required"
    assert "Location" not in shown
    assert b'name="request"' in app.ask(id_token_hint=given["id_token"]).content


# --- how somebody signed in


def test_tokens_say_when_and_how_the_person_signed_in_also_after_refreshing(app):
    given = app.tokens()
    later = app.refresh(given["refresh_token"]).json()

    said = [jwt.decode(t, options={"verify_signature": False}) for t in (given["access_token"], given["id_token"])]
    afterwards = jwt.decode(later["access_token"], options={"verify_signature": False})

    assert [each["amr"] for each in said] == [["mfa", "otp"]] * 2
    assert {each["auth_time"] for each in said} == {afterwards["auth_time"]}
    assert abs(said[0]["auth_time"] - timezone.now().timestamp()) < 120


@pytest.mark.parametrize("role", [staff.Role.CLINICIAN, staff.Role.OWNER])
def test_a_token_made_without_a_second_factor_opens_no_api_where_pages_ask_for_one(alder, at, role):
    app = flow(alder, at, role)
    with entering(alder):
        Policy.objects.update_or_create(defaults={"second_factor_required": False})
    given = app.tokens()
    with entering(alder):
        ProgramSession.objects.update(methods=["pwd"])
    token = app.refresh(given["refresh_token"]).json()["access_token"]
    is_always_asked = role is staff.Role.OWNER
    assert app.patients(token) == (401 if is_always_asked else 200)

    with entering(alder):
        Policy.objects.update(second_factor_required=True)

    assert app.patients(token) == 401
    assert app.userinfo(token) == 401
    assert app.patients(given["access_token"]) == 200


# --- refresh tokens


def test_a_refresh_token_used_twice_ends_its_family(app, alder):
    first = app.tokens()
    second = app.refresh(first["refresh_token"]).json()
    third = app.refresh(second["refresh_token"]).json()
    assert app.patients(third["access_token"]) == 200

    assert app.refresh(first["refresh_token"]).status_code == 400

    assert [app.patients(each["access_token"]) for each in (first, second, third)] == [401, 401, 401]
    assert app.refresh(third["refresh_token"]).status_code == 400
    assert events(alder) == ["program.let_in", "program.token_used_twice"]


def test_another_session_of_the_same_program_goes_on(app):
    first, other = app.tokens(), app.tokens()
    app.refresh(first["refresh_token"])

    app.refresh(first["refresh_token"])

    assert app.patients(other["access_token"]) == 200


def test_reuse_goes_unnoticed_where_used_tokens_are_forgotten(app, monkeypatch):
    monkeypatch.setattr(issuing, "_misused", lambda session: None)
    first = app.tokens()
    second = app.refresh(first["refresh_token"]).json()

    assert app.refresh(first["refresh_token"]).status_code == 400
    assert app.patients(second["access_token"]) == 200


def test_a_refresh_token_is_for_the_program_it_was_given_to(app, alder, at):
    other = flow(alder, at, name="Other app")
    given = app.tokens()

    assert other.refresh(given["refresh_token"]).status_code == 400
    assert app.refresh(given["refresh_token"]).status_code == 200


def test_refreshing_asks_for_no_more_than_was_granted(app):
    assert app.refresh(app.tokens()["refresh_token"], scope="openid patients.read notes.read").status_code == 400


def test_refreshing_ends_twelve_hours_after_the_person_said_yes(app):
    given = app.tokens()
    began = timezone.now()
    for hours in (4, 8, 11):
        with time_machine.travel(began + timedelta(hours=hours)):
            given = app.refresh(given["refresh_token"]).json()
            assert given["refresh_expires_in"] <= (12 - hours) * 3600

    with time_machine.travel(began + timedelta(hours=12, seconds=1)):
        assert app.refresh(given["refresh_token"]).status_code == 400


# --- going


def test_a_program_gives_up_its_own_tokens_only(app, alder, at):
    given, other = app.tokens(), flow(alder, at, name="Other app")

    other.web.post(REVOKE, other.secret | {"token": given["access_token"]})
    other.web.post(REVOKE, other.secret | {"token": given["refresh_token"]})
    assert app.patients(given["access_token"]) == 200

    app.web.post(REVOKE, app.secret | {"token": given["refresh_token"]})
    assert app.patients(given["access_token"]) == 401


def test_an_access_token_given_up_is_worth_nothing(app):
    given = app.tokens()

    app.web.post(REVOKE, app.secret | {"token": given["access_token"]})

    assert app.patients(given["access_token"]) == 401
    assert app.refresh(given["refresh_token"]).status_code == 200


def test_a_stopped_program_is_nobody_at_every_address(app, alder, at):
    code, given = app.code(), app.tokens()
    lone = client_of(alder, at=at)
    with entering(alder):
        for client in ApiClient.objects.all():
            clients.stop(client=client, by=staff.acting(staff.Role.OWNER), at=at)

    assert app.redeem(code).status_code in (400, 401)
    assert app.refresh(given["refresh_token"]).status_code in (400, 401)
    assert b'name="request"' not in app.ask().content
    assert app.userinfo(given["access_token"]) == 401
    assert app.web.post(REVOKE, app.secret | {"token": given["access_token"]}).status_code == 401
    with pytest.raises(AssertionError):
        token_of(alder, lone)
    with entering(alder):
        assert not Token.objects.exists()


def test_a_person_who_was_disabled_is_known_to_no_program(app, alder, at):
    from clinics.staff.actions import people

    given = app.tokens()
    assert app.userinfo(given["access_token"]) == 200
    with entering(alder):
        people.disable(user=staff.person(staff.Role.CLINICIAN), by=staff.acting(staff.Role.OWNER), at=at)

    assert app.userinfo(given["access_token"]) == 401
    assert app.refresh(given["refresh_token"]).status_code == 400


def test_no_program_signs_a_person_out_without_asking_them(app):
    given = app.tokens()
    asked = {"id_token_hint": given["id_token"], "post_logout_redirect_uri": BACK, "client_id": app.made.client.pk}

    assert b'name="action"' in app.person.get(LOGOUT, asked).content
    assert b'name="action"' in app.person.post(LOGOUT, asked | {"action": "logout"}).content

    assert app.person.get("/").status_code == 200
    assert app.patients(given["access_token"]) == 200


def test_signing_out_without_being_asked_is_found(app, settings):
    settings.IDP_OIDC_RP_INITIATED_LOGOUT_ASKS_FOR_OP_LOGOUT = False
    given = app.tokens()

    app.person.get(LOGOUT, {"id_token_hint": given["id_token"], "client_id": app.made.client.pk})

    assert app.person.get("/").status_code == 302


def test_signing_out_leads_to_no_unknown_place(app):
    for back in ("https://evil.example/", "https://app.example.evil.example/", "//evil.example"):
        asked = {"client_id": app.made.client.pk, "post_logout_redirect_uri": back}

        assert "evil" not in app.web.get(LOGOUT, asked).get("Location", "")


def test_no_program_was_let_off_the_question(alder, at):
    app = flow(alder, at)
    with entering(alder):
        registered = Registered.objects.get(pk=app.made.client.pk)

    assert (registered.skip_consent, registered.allow_uri_wildcards, registered.type) == (False, False, "confidential")
    assert registered.get_response_types() == ["code"]
