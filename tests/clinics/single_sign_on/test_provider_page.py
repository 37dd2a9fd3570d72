"""The page on which owners write the clinic's provider down."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.single_sign_on.models import IdentityProvider
from tests.clinics.staff.signing_in import client_at
from tests.factories.staff import Role
from tests.identity_provider import come_back, configure, go, refusal_of
from tests.processes import free_port

PAGE = "/settings/sign-in/provider/"
TOLD = {
    "name": "Campus",
    "issuer": "https://login.example.com",
    "client_id": "clinic",
    "client_secret": "Xk3-Secret-Word",
    "admission": "mapped",
    "factor_values": "mfa\r\n\r\nurn:strong\r\nmfa",
    "role_claim": "groups",
    "role_clinician": "doctors\r\nresidents",
    "role_biller": "money",
    "is_enabled": "on",
}


def kept(clinic) -> IdentityProvider:
    with entering(clinic):
        return IdentityProvider.objects.get()


def secret(clinic) -> str:
    with entering(clinic):
        return IdentityProvider.objects.get().client_secret


def test_what_an_owner_writes_is_kept_and_shown_but_for_the_secret(db, alder, visit):
    owner = visit(alder, Role.OWNER)

    assert owner.post(PAGE, TOLD)["Location"] == PAGE

    provider = kept(alder)
    assert provider.role_values == {"clinician": ["doctors", "residents"], "biller": ["money"]}
    assert provider.factor_values == ["mfa", "urn:strong"]
    assert (secret(alder), provider.passwords_allowed) == ("Xk3-Secret-Word", False)
    page = owner.get(PAGE).content.decode()
    assert "doctors\nresidents" in page
    assert "Xk3-Secret-Word" not in page
    assert f"{alder.base_url}/accounts/provider/answer/" in page


def test_the_secret_is_not_readable_in_the_database(db, alder, visit):
    visit(alder, Role.OWNER).post(PAGE, TOLD)

    with entering(alder), connection.cursor() as cursor:
        cursor.execute("SELECT client_secret FROM single_sign_on_identityprovider")
        assert b"Secret" not in bytes(cursor.fetchone()[0])


def test_an_empty_secret_keeps_the_one_there_is_until_the_issuer_changes(db, alder, visit):
    """A secret is never sent to another address than the one it was entered for."""
    owner = visit(alder, Role.OWNER)
    owner.post(PAGE, TOLD)

    renamed = owner.post(PAGE, {**TOLD, "name": "University", "client_secret": ""})
    moved = owner.post(PAGE, {**TOLD, "issuer": "https://evil.example", "client_secret": ""})

    assert (renamed.status_code, moved.status_code) == (302, 422)
    provider = kept(alder)
    assert (provider.name, provider.issuer, secret(alder)) == ("University", TOLD["issuer"], "Xk3-Secret-Word")


@pytest.mark.parametrize(
    "issuer",
    [
        "http://login.example.com",
        "https://10.0.0.1",
        "https://a:b@login.example.com",
        "https://x.example/?a=b",
        "login",
    ],
)
def test_an_issuer_that_could_not_be_asked_is_refused_at_its_field(db, alder, visit, issuer):
    answer = visit(alder, Role.OWNER).post(PAGE, {**TOLD, "issuer": issuer})

    assert answer.status_code == 422
    assert "issuer" in answer.context["form"].errors


def test_a_provider_cannot_be_told_to_make_owners(db, alder, visit):
    visit(alder, Role.OWNER).post(PAGE, {**TOLD, "role_owner": "doctors", "role_values": '{"owner": ["doctors"]}'})

    assert "owner" not in kept(alder).role_values


def test_whoever_comes_must_get_a_role_by_a_group(db, alder, visit):
    told = {**TOLD, "role_clinician": "", "role_biller": ""}

    answer = visit(alder, Role.OWNER).post(PAGE, told)

    assert answer.status_code == 422
    assert "role_claim" in answer.context["form"].errors


def test_an_administrator_decides_much_but_not_who_everybody_is(db, alder, visit):
    administrator = visit(alder, Role.ADMINISTRATOR)

    assert administrator.get(PAGE).status_code == 403
    assert administrator.post(PAGE, TOLD).status_code == 403
    assert PAGE.encode() not in administrator.get("/settings/").content
    assert PAGE.encode() in visit(alder, Role.OWNER).get("/settings/").content


def test_the_trail_says_which_fields_changed_and_nothing_when_none_did(db, alder, visit):
    owner = visit(alder, Role.OWNER)
    owner.post(PAGE, TOLD)
    owner.post(PAGE, {**TOLD, "client_secret": ""})
    owner.post(PAGE, {**TOLD, "client_secret": "", "name": "University"})

    with entering(alder):
        found = AuditEvent.objects.filter(event="identity_provider.changed").order_by("id")
        assert [len(event.fields) for event in found] == [10, 1]
        assert found[1].fields == ["name"]


def test_the_connection_is_tested_with_the_real_provider(db, alder, campus, at, visit):
    configure(alder, campus, at=at)

    page = visit(alder, Role.OWNER).post(f"{PAGE}test/", follow=True).content.decode()

    assert "names itself as written here. It signs with 1 key." in page


def test_a_provider_that_does_not_answer_the_test_is_told(db, alder, campus, at, visit):
    configure(alder, campus, at=at)
    with entering(alder):
        IdentityProvider.objects.update(issuer=f"http://127.0.0.1:{free_port()}")

    page = visit(alder, Role.OWNER).post(f"{PAGE}test/", follow=True).content.decode()

    assert "does not answer" in page


def test_a_removed_provider_signs_nobody_in_any_more(db, alder, campus, at, visit):
    configure(alder, campus, at=at)
    began = client_at(alder)
    said = {"email": "clinician@example.com", "email_verified": True, "amr": ["mfa"]}
    back = campus.consent(go(began), campus.vouch("dana", **said))

    visit(alder, Role.OWNER).post(f"{PAGE}removal/")

    assert began.get(back).status_code == 404
    assert b"Campus" not in client_at(alder).get("/accounts/login/").content


def test_a_link_that_was_undone_ends_the_sessions_and_the_next_account_takes_its_place(db, alder, campus, at, visit):
    configure(alder, campus, at=at)
    said = {"email": "clinician@example.com", "email_verified": True, "amr": ["mfa"]}
    dana, owner = client_at(alder), visit(alder, Role.OWNER)
    come_back(dana, campus, campus.vouch("dana-old", **said))
    with entering(alder):
        user = SocialAccount.objects.get().user_id
    campus.vouch("dana-new", **said)
    assert refusal_of(come_back(client_at(alder), campus, "dana-new")) == "linked-otherwise"

    owner.post(f"{PAGE}people/{user}/unlinking/")

    assert dana.get("/").status_code == 302
    again = client_at(alder)
    come_back(again, campus, "dana-new")
    assert again.get("/").status_code == 200
