"""People who have nothing to show here confirm with the provider who they are, and nothing they typed is lost."""

import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.single_sign_on.actions import confirmations
from clinics.single_sign_on.models import IdentityProvider
from clinics.staff.models import Invitation, Policy
from clinics.staff.sessions import BEGAN
from tests.access.test_proofs import LONG_AGO, older
from tests.clinics.staff.signing_in import client_at, give_app, post_password
from tests.clinics.staff.test_proofs import INVITE, TYPED, kept_fields
from tests.factories.staff import Role, person
from tests.identity_provider import ANSWER, come_back, configure, go, go_to_confirm, refusal_of

pytestmark = pytest.mark.django_db
ADMIN = "administrator@example.com"
SAID = {"email": ADMIN, "email_verified": True, "amr": ["mfa"]}
CONFIRM = "/accounts/provider/confirmation/"


@pytest.fixture
def admin(alder, campus, at):
    """A browser of somebody without password, who signed in by the provider long ago."""
    configure(alder, campus, at=at)
    client = client_at(alder)
    with entering(alder):
        user = person(Role.ADMINISTRATOR)
        user.set_unusable_password()
        user.save()
    come_back(client, campus, campus.vouch("adam", **SAID))
    with entering(alder):
        older(client, LONG_AGO)
    return client


def confirmed_as(client, campus, subject: str):
    return client.get(campus.consent(go_to_confirm(client, INVITE), subject))


def is_asked(client) -> bool:
    return client.get(INVITE).status_code == 302


def refused(alder) -> list[str]:
    with entering(alder):
        found = AuditEvent.objects.filter(event="staff.confirmation_refused")
        return [each.reason_code for each in found]


def test_what_was_typed_is_sent_once_the_provider_has_asked_again(alder, admin, campus):
    asked = admin.post(INVITE, TYPED)["Location"]
    assert asked.startswith(f"{CONFIRM}?next=")
    assert b"Confirm with Campus" in admin.get(asked).content

    page = confirmed_as(admin, campus, "adam").content.decode()
    fields = kept_fields(page)

    assert fields == {"email": [TYPED["email"]], "name": [TYPED["name"]], "roles": TYPED["roles"]}
    assert admin.post(INVITE, fields)["Location"] == "/settings/staff/"
    with entering(alder):
        assert Invitation.objects.get(email="zoe@example.com").roles == ["assistant", "biller"]


def test_a_page_that_was_only_looked_at_comes_back(admin, campus):
    assert confirmed_as(admin, campus, "adam")["Location"] == INVITE
    assert not is_asked(admin)


def test_the_provider_is_told_to_ask_whoever_is_signed_in_there(admin):
    asked = parse_qs(urlsplit(go_to_confirm(admin)).query)

    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])


def test_signing_in_does_not_ask_for_that(alder, campus, at):
    configure(alder, campus, at=at)

    assert {"prompt", "max_age"}.isdisjoint(parse_qs(urlsplit(go(client_at(alder))).query))


def test_whom_the_provider_saw_long_ago_is_not_confirmed(alder, admin, campus):
    admin.post(INVITE, TYPED)
    campus.vouch("adam", **SAID, auth_time=int(time.time()) - 120)

    answer = confirmed_as(admin, campus, "adam")

    assert (answer.status_code, refusal_of(answer)) == (403, "not-asked-anew")
    assert is_asked(admin)
    assert refused(alder) == ["not-asked-anew"]


def test_a_refusal_loses_nothing_that_was_typed(admin, campus):
    admin.post(INVITE, TYPED)
    campus.vouch("adam", **SAID, auth_time=int(time.time()) - 120)
    confirmed_as(admin, campus, "adam")
    campus.vouch("adam", **SAID)

    assert kept_fields(confirmed_as(admin, campus, "adam").content.decode())["email"] == [TYPED["email"]]


@pytest.mark.parametrize("told", [None, "1795000000", True])
def test_a_provider_that_does_not_say_when_confirms_nobody(admin, campus, told):
    campus.vouch("adam", **SAID, auth_time=told)

    answer = confirmed_as(admin, campus, "adam")

    assert (answer.status_code, refusal_of(answer)) == (502, "no-time-told")
    assert is_asked(admin)


def test_another_account_there_confirms_nobody_although_it_names_the_same_address(admin, campus):
    answer = confirmed_as(admin, campus, campus.vouch("adam-again", **SAID))

    assert (answer.status_code, refusal_of(answer)) == (403, "another-account")
    assert is_asked(admin)


def test_a_colleague_does_not_confirm(alder, admin, campus):
    come_back(
        client_at(alder), campus, campus.vouch("olive-too", email="owner@example.com", email_verified=True, amr=["mfa"])
    )

    answer = confirmed_as(admin, campus, "olive-too")

    assert refusal_of(answer) == "another-account"
    assert b"Adam Admin" in admin.get("/settings/account/").content


def test_whoever_gives_up_there_is_as_before(admin, campus):
    state = parse_qs(urlsplit(go_to_confirm(admin, INVITE)).query)["state"][0]

    answer = admin.get(f"{ANSWER}?state={state}&error=access_denied")

    assert refusal_of(answer) == "given-up"
    assert is_asked(admin)


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(alder, admin, campus):
    back = campus.consent(go_to_confirm(admin, INVITE), "adam")
    elsewhere = client_at(alder)

    assert refusal_of(elsewhere.get(back)) == "not-begun-here"
    assert elsewhere.get("/").status_code == 302
    assert admin.get(back)["Location"] == INVITE
    with entering(alder):
        older(admin, LONG_AGO)
    assert admin.get(back)["Location"] == "/"
    assert is_asked(admin)


def test_what_was_begun_to_confirm_signs_nobody_in(alder, admin, campus):
    back = campus.consent(go_to_confirm(admin, INVITE), "adam")
    with entering(alder):
        session = admin.session
        for name in ("_auth_user_id", "_auth_user_backend", "_auth_user_hash"):
            del session[name]
        session.save()

    assert refusal_of(admin.get(back)) == "not-begun-here"
    assert admin.get("/").status_code == 302


def test_a_confirmation_never_leads_to_another_host(admin, campus):
    answer = admin.get(campus.consent(go_to_confirm(admin, "https://evil.example/"), "adam"))

    assert answer["Location"] == "/"


def test_without_an_account_there_nothing_is_offered(alder, admin, visit):
    biller = visit(alder, Role.BILLER)

    assert biller.get(CONFIRM).status_code == biller.post(CONFIRM).status_code == 404
    assert b"Campus" not in biller.get("/accounts/reauthenticate/").content


def test_whoever_has_a_password_too_may_choose(alder, campus, at, visit):
    configure(alder, campus, at=at)
    with entering(alder):
        owner = person(Role.OWNER)
        SocialAccount.objects.create(user=owner, provider=IdentityProvider.objects.get().key, uid="olive")
    client = visit(alder, Role.OWNER)
    with entering(alder):
        older(client, LONG_AGO)

    asked = client.get(INVITE)["Location"]

    assert asked.startswith("/accounts/reauthenticate/")
    assert b"Confirm with Campus" in client.get(asked).content


def test_where_passwords_are_closed_an_old_one_confirms_nobody(alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)
    come_back(client, campus, campus.vouch("adam", **SAID))
    configure(alder, campus, at=at, passwords_allowed=False)
    with entering(alder):
        older(client, LONG_AGO)

    answer = client.post(
        f"/accounts/reauthenticate/?next={INVITE}", {"password": "a long enough password", "next": INVITE}
    )

    assert answer["Location"].startswith(CONFIRM)
    assert is_asked(client)


def test_a_session_whose_hours_are_over_begins_anew(alder, admin, campus):
    with entering(alder):
        Policy.objects.update_or_create(pk=1, defaults={"longest_hours": 2})
        session = admin.session
        session[BEGAN] = int(time.time()) - 6600
        session.save()
    before = admin.get("/accounts/session/").json()["ends"]

    asked = admin.get("/accounts/session/renewal/", follow=True)
    led = admin.get(campus.consent(go_to_confirm(admin, "/accounts/session/renewed/"), "adam"))

    assert b"Confirm with Campus" in asked.content
    assert led["Location"] == "/accounts/session/renewed/"
    assert before <= 600
    assert admin.get("/accounts/session/").json()["ends"] > 7000


def test_without_a_second_factor_there_the_hours_do_not_begin_anew(alder, admin, campus):
    campus.vouch("adam", **{**SAID, "amr": ["pwd"]})
    with entering(alder):
        session = admin.session
        session[BEGAN] = int(time.time()) - 6600
        session.save()
    before = admin.get("/accounts/session/").json()["ends"]

    assert confirmed_as(admin, campus, "adam")["Location"] == INVITE

    assert admin.get("/accounts/session/").json()["ends"] <= before


def test_somebody_whose_own_factor_was_not_shown_reaches_it_but_gets_no_further(alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)
    come_back(client, campus, campus.vouch("adam", **SAID))
    with entering(alder):
        give_app(person(Role.ADMINISTRATOR))
        session = client.session
        session["account_authentication_methods"] = [{"method": "socialaccount", "at": time.time() - LONG_AGO}]
        session.save()
    campus.vouch("adam", **{**SAID, "amr": ["pwd"]})

    confirmed_as(client, campus, "adam")

    assert client.get(INVITE)["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_without_the_look_at_the_time_the_provider_s_old_session_would_do(alder, admin, campus, monkeypatch):
    campus.vouch("adam", **SAID, auth_time=int(time.time()) - 120)
    monkeypatch.setattr(confirmations, "LEEWAY", 10**6)

    assert confirmed_as(admin, campus, "adam")["Location"] == INVITE


def test_the_provider_asks_again_only_when_it_is_told_to(admin, campus):
    """What this file relies on: a browser that is signed in there is otherwise sent on at once."""
    with httpx.Client() as browser:
        address = go_to_confirm(admin)
        assert browser.post(address, data={"sub": "adam"}).status_code == 302
        asked = browser.get(go_to_confirm(admin))
        sent_on = browser.get(go_to_confirm(admin).replace("prompt=login", "").replace("max_age=0", ""))

    assert (asked.status_code, sent_on.status_code) == (200, 302)


def test_the_provider_gives_nothing_for_a_code_without_its_verifier(alder, admin, campus):
    back = campus.consent(go_to_confirm(admin, INVITE), "adam")
    with entering(alder):
        session = admin.session
        for kept, _at, _provider in session["socialaccount_states"].values():
            kept["verifier"] = "y" * 60
        session.save()

    assert refusal_of(admin.get(back)) == "provider-unreachable"


def test_a_password_is_no_way_in_for_who_never_had_one(alder, admin):
    assert post_password(client_at(alder), ADMIN).status_code == 200
