"""Tokens: whose they are, and when they are worth nothing."""

import base64
import json

import jwt
import pytest
import time_machine
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone

from clinics.api.actions import clients
from clinics.api.models import ApiClient, SigningKey
from clinics.kit.current import entering
from tests.factories import staff
from tests.factories.staff import acting
from tests.factories.tokens import Program, bearer, client_of, signed_in_program, token_of


def refused(answer) -> bool:
    return answer.status_code == 401 and answer.json()["code"] in ("invalid_token", "not_authenticated")


def test_the_issuer_is_discovered_at_the_clinics_own_host(db, alder):
    web = Client(SERVER_NAME=alder.canonical_host, HTTP_HOST=alder.canonical_host)

    found = web.get("/.well-known/openid-configuration").json()

    assert found["issuer"] == alder.base_url
    assert found["token_endpoint"].endswith("/identity/o/api/token")


def test_what_is_discovered_names_the_clinics_own_address_however_the_host_was_spelt(db, alder):
    web = Client(HTTP_HOST=f"{alder.canonical_host.upper()}.:6666")

    found = web.get("/.well-known/openid-configuration").json()

    told = {name: value for name, value in found.items() if isinstance(value, str)}
    assert {"authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"} <= set(told)
    assert [name for name, value in told.items() if not f"{value}/".startswith(f"{alder.base_url}/")] == []


def test_the_published_key_verifies_what_the_issuer_signed(db, alder, at):
    token = bearer(alder, at=at)
    web = Client(SERVER_NAME=alder.canonical_host, HTTP_HOST=alder.canonical_host)

    keys = jwt.PyJWKSet.from_dict(web.get("/.well-known/jwks.json").json())
    claims = jwt.decode(
        token, keys[jwt.get_unverified_header(token)["kid"]], algorithms=["RS256"], audience=f"{alder.base_url}/api/"
    )

    assert claims["iss"] == alder.base_url
    assert claims["clinic"] == alder.schema_name
    assert claims["sub"] == claims["client_id"]


def test_a_private_key_is_not_readable_in_the_database(program, alder):
    from django.db import connection

    with entering(alder), connection.cursor() as cursor:
        cursor.execute("SELECT private_pem FROM api_signingkey")
        kept = bytes(cursor.fetchone()[0])
        assert SigningKey.objects.get().private_pem.startswith("-----BEGIN PRIVATE KEY-----")

    assert b"PRIVATE" not in kept


def test_a_token_of_one_clinic_is_refused_by_the_other(program, birch):
    program.web.defaults.update(SERVER_NAME=birch.canonical_host, HTTP_HOST=birch.canonical_host)

    assert refused(program.get("patients/"))


def test_a_token_of_a_clinic_with_the_same_row_and_key_is_still_refused(program, alder, birch):
    """Even where everything was copied, the token names its clinic."""
    with entering(alder):
        key = SigningKey.objects.get()
        token = Token.objects.get(type="at")
        made = ApiClient.objects.select_related("client").get()
        pem = key.private_pem
    with entering(birch):
        SigningKey.objects.create(kid=key.kid, public_pem=key.public_pem, private_pem=pem, created_at=key.created_at)
        made.client.save(force_insert=True)
        made.save(force_insert=True)
        Token.objects.create(
            type="at", hash=token.hash, client=made.client, expires_at=token.expires_at, scopes=token.scopes
        )
    program.web.defaults.update(SERVER_NAME=birch.canonical_host, HTTP_HOST=birch.canonical_host)

    assert refused(program.get("patients/"))


def test_without_a_token_the_answer_is_a_problem_and_no_redirect(db, alder):
    answer = Client(SERVER_NAME=alder.canonical_host, HTTP_HOST=alder.canonical_host).get("/api/v1/patients/")

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_browsers_session_opens_no_api(visit, alder):
    assert refused(visit(alder, staff.Role.OWNER).get("/api/v1/patients/"))


def test_a_token_ends_with_its_time(program):
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=11)):
        assert refused(program.get("patients/"))


def test_a_stopped_client_is_out_with_its_next_request(program, alder, at):
    assert program.get("patients/").status_code == 200
    with entering(alder):
        clients.stop(client=ApiClient.objects.get(), by=acting(staff.Role.OWNER), at=at)

    assert refused(program.get("patients/"))


def test_a_stopped_client_gets_no_token(db, alder, at):
    made = client_of(alder, at=at)
    with entering(alder):
        clients.stop(client=made.client, by=acting(staff.Role.OWNER), at=at)

    with pytest.raises(AssertionError, match="invalid_client"):
        token_of(alder, made)


def test_a_new_secret_ends_the_tokens_of_the_old_one(db, alder, at):
    made = client_of(alder, at=at)
    program = Program(alder, token_of(alder, made))
    with entering(alder):
        renewed = clients.renew_secret(client=made.client, by=acting(staff.Role.OWNER), at=at)

    assert refused(program.get("patients/"))
    assert Program(alder, token_of(alder, renewed)).get("patients/").status_code == 200


@pytest.mark.parametrize("forge", ["none", "tampered", "cut"])
def test_forged_tokens_are_refused(program, forge):
    head, body, signature = program.token.split(".")
    if forge == "none":
        head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": "x"}).encode()).decode().rstrip("=")
        signature = ""
    elif forge == "tampered":
        claims = json.loads(base64.urlsafe_b64decode(body + "=="))
        body = (
            base64.urlsafe_b64encode(json.dumps(claims | {"exp": claims["exp"] + 9999}).encode()).decode().rstrip("=")
        )
    else:
        signature = signature[:-8]
    program.token = f"{head}.{body}.{signature}"

    assert refused(program.get("patients/"))


def test_a_token_does_what_its_scopes_say_and_no_more(db, alder, at):
    program = Program(alder, bearer(alder, "patients.read", at=at))

    assert program.get("patients/").status_code == 200
    assert program.post("patients/", {"given": "Ada"}).status_code == 403
    assert program.get("notes/").status_code == 403
    assert program.get("documents/").status_code == 403
    assert program.get("audit-events/").status_code == 403


def test_a_person_who_signs_in_through_a_program_has_what_both_may_do(db, alder, at):
    biller, *_rest = signed_in_program(alder, at, staff.Role.BILLER)

    assert biller.get("patients/").status_code == 200
    assert biller.get("notes/").status_code == 403  # the scope allows it, the role does not


def test_a_disabled_person_is_out_at_once(db, alder, at):
    from clinics.staff.actions import people

    program, *_rest = signed_in_program(alder, at, staff.Role.CLINICIAN)
    assert program.get("notes/").status_code == 200
    with entering(alder):
        people.disable(user=staff.person(staff.Role.CLINICIAN), by=acting(staff.Role.OWNER), at=at)

    assert refused(program.get("notes/"))


def test_a_new_password_ends_tokens_and_refreshing(db, alder, at):
    from clinics.staff.actions import sign_ins

    program, answer, made = signed_in_program(alder, at, staff.Role.CLINICIAN)
    with entering(alder):
        user = staff.person(staff.Role.CLINICIAN)
        sign_ins.set_password(user=user, password="another long one 7", by=acting(staff.Role.CLINICIAN), at=at)

    assert refused(program.get("notes/"))
    again = program.web.post(
        "/identity/o/api/token",
        {
            "grant_type": "refresh_token",
            "refresh_token": answer["refresh_token"],
            "client_id": made.client.pk,
            "client_secret": made.secret,
        },
    )
    assert again.status_code == 400


def test_a_token_costs_two_statements(program, alder, at, django_assert_num_queries):
    from clinics.api.tokens import actor_of_bearer
    from clinics.kit.actor import Origin

    program.get("patients/")
    with entering(alder), django_assert_num_queries(1):
        actor_of_bearer(program.token, at=timezone.now(), origin=Origin())
