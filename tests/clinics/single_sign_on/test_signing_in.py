"""People come in through the clinic's provider: who, with which roles, and asked how often."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.single_sign_on.models import IdentityProvider
from clinics.staff.actions import invitations
from clinics.staff.models import User
from tests.clinics.staff.signing_in import client_at, code_of, give_app, post_password
from tests.factories.staff import Role, acting, person
from tests.identity_provider import GROUPS, come_back, configure, go, refusal_of

CLINICIAN = "clinician@example.com"
KNOWN = {"email": CLINICIAN, "email_verified": True, "name": "Dana Doctor"}


def events(clinic) -> list[tuple[str, str]]:
    with entering(clinic):
        found = AuditEvent.objects.filter(event__startswith="staff.").order_by("id")
        return [(event.event, event.reason_code) for event in found]


def roles(clinic, email: str) -> tuple[str, ...]:
    with entering(clinic):
        return User.objects.with_roles().get(email=email).roles


def test_the_sign_in_page_offers_the_provider_once_there_is_one(db, alder, birch, campus, at):
    assert b"/accounts/provider/" not in client_at(alder).get("/accounts/login/").content

    configure(alder, campus, at=at)

    assert b"Sign in with Campus" in client_at(alder).get("/accounts/login/").content
    assert b"/accounts/provider/" not in client_at(birch).get("/accounts/login/").content
    assert client_at(birch).post("/accounts/provider/").status_code == 404


def test_a_known_person_who_showed_a_second_factor_there_is_in_without_another_question(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)
    with entering(alder):
        give_app(person(Role.CLINICIAN))

    answer = come_back(client, campus, campus.vouch("dana-mfa", **KNOWN, amr=["pwd", "mfa"]), then="/settings/account/")

    assert answer["Location"] == "/settings/account/"
    assert client.get("/").status_code == 200
    assert events(alder) == [("staff.linked", ""), ("staff.signed_in", "provider")]


def test_acr_counts_as_amr_does(db, alder, campus, at):
    configure(alder, campus, at=at, factor_values=["urn:example:strong"])
    client = client_at(alder)

    come_back(client, campus, campus.vouch("dana-acr", **KNOWN, acr="urn:example:strong"))

    assert client.get("/").status_code == 200


def test_without_a_second_factor_there_the_own_one_is_asked_as_usual(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)
    with entering(alder):
        give_app(person(Role.CLINICIAN))

    answer = come_back(client, campus, campus.vouch("dana-pwd", **KNOWN, amr=["pwd"]))

    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/").status_code == 302
    assert client.post(answer["Location"], {"code": code_of()})["Location"] == "/"
    assert client.get("/").status_code == 200


def test_a_clinic_that_trusts_no_value_always_asks_itself(db, alder, campus, at):
    configure(alder, campus, at=at, factor_values=[])
    client = client_at(alder)

    come_back(client, campus, campus.vouch("dana-untrusted", **KNOWN, amr=["mfa"]))

    assert client.get("/")["Location"].startswith("/accounts/second-factor/")


def test_somebody_unknown_is_told_so_and_no_account_is_made(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)

    answer = come_back(client, campus, campus.vouch("eve", email="eve@example.com", email_verified=True))

    assert (answer.status_code, refusal_of(answer)) == (403, "person-unknown")
    assert events(alder) == [("staff.sign_in_refused", "person-unknown")]
    with entering(alder):
        assert not User.objects.filter(email="eve@example.com").exists()


@pytest.mark.parametrize("said", [{}, {"email_verified": False}, {"email_verified": "no"}])
def test_an_address_that_nobody_verified_opens_no_account(db, alder, campus, at, said):
    configure(alder, campus, at=at)
    client = client_at(alder)

    answer = come_back(client, campus, campus.vouch("mallory", email=CLINICIAN, **said))

    assert (answer.status_code, refusal_of(answer)) == (403, "address-unverified")
    assert client.get("/").status_code == 302
    with entering(alder):
        assert not SocialAccount.objects.exists()


def test_once_linked_the_subject_counts_and_no_longer_the_address(db, alder, campus, at):
    configure(alder, campus, at=at)
    come_back(client_at(alder), campus, campus.vouch("dana-moves", **KNOWN, amr=["mfa"]))
    campus.vouch("dana-moves", email="dana.married@example.org", email_verified=False, amr=["mfa"])
    client = client_at(alder)

    come_back(client, campus, "dana-moves")

    assert b"Dana Doctor" in client.get("/settings/account/").content


def test_an_address_that_was_given_to_somebody_else_there_does_not_open_the_account_here(db, alder, campus, at):
    configure(alder, campus, at=at)
    come_back(client_at(alder), campus, campus.vouch("dana-first", **KNOWN, amr=["mfa"]))

    answer = come_back(client_at(alder), campus, campus.vouch("dana-second", **KNOWN, amr=["mfa"]))

    assert (answer.status_code, refusal_of(answer)) == (403, "linked-otherwise")


def test_a_disabled_person_is_not_let_in(db, alder, campus, at):
    configure(alder, campus, at=at)
    come_back(client_at(alder), campus, campus.vouch("dana-gone", **KNOWN, amr=["mfa"]))
    with entering(alder):
        User.objects.filter(email=CLINICIAN).update(is_active=False)

    answer = come_back(client_at(alder), campus, "dana-gone")

    assert (answer.status_code, refusal_of(answer)) == (403, "account-disabled")


def test_an_invited_person_joins_with_the_roles_of_the_invitation_and_no_password(db, alder, campus, at):
    configure(alder, campus, at=at)
    now = timezone.now()
    with entering(alder):
        invitations.invite(email="new@example.com", roles=["assistant"], by=acting(Role.OWNER), at=now)

    come_back(client_at(alder), campus, campus.vouch("new", email="New@example.com", email_verified=True, name="Nel"))

    with entering(alder):
        user = User.objects.with_roles().get(email="new@example.com")
        assert (user.name, user.roles, user.has_usable_password()) == ("Nel", ("assistant",), False)
        assert user.invitations_accepted.count() == 1


def test_an_invitation_that_ran_out_lets_nobody_in(db, alder, campus, at):
    configure(alder, campus, at=at)
    long_ago = timezone.now() - timedelta(days=8)
    with entering(alder):
        invitations.invite(email="late@example.com", roles=["assistant"], by=acting(Role.OWNER), at=long_ago)

    answer = come_back(client_at(alder), campus, campus.vouch("late", email="late@example.com", email_verified=True))

    assert refusal_of(answer) == "person-unknown"


def mapping(clinic, campus, at, **more):
    configure(clinic, campus, at=at, role_claim="groups", role_values=GROUPS, **more)


def test_groups_make_the_account_of_who_comes_first_where_the_clinic_says_so(db, alder, campus, at):
    mapping(alder, campus, at, admission="mapped")
    client = client_at(alder)
    said = {"email": "resident@example.com", "email_verified": True, "groups": ["doctors", "choir"], "amr": ["mfa"]}

    come_back(client, campus, campus.vouch("resident", **said))

    assert roles(alder, "resident@example.com") == ("clinician",)
    assert client.get("/patients/").status_code == 200
    assert events(alder)[0] == ("staff.joined", "")


def test_roles_follow_the_groups_at_each_sign_in(db, alder, campus, at):
    mapping(alder, campus, at)
    client = client_at(alder)

    come_back(client, campus, campus.vouch("dana-follows", **KNOWN, groups=["money"], amr=["mfa"]))

    assert roles(alder, CLINICIAN) == ("biller",)
    assert client.get("/settings/fees/").status_code == 200
    with entering(alder):
        changed = AuditEvent.objects.get(event="staff.roles_changed")
        assert (changed.actor_kind, changed.actor_id, changed.fields) == (
            "task",
            "single-sign-on",
            ["biller", "clinician"],
        )


def test_who_lost_every_group_is_refused_and_out_everywhere_until_they_have_one_again(db, alder, campus, at):
    mapping(alder, campus, at)
    elsewhere = client_at(alder)
    come_back(elsewhere, campus, campus.vouch("dana-loses", **KNOWN, groups=["doctors"], amr=["mfa"]))
    assert elsewhere.get("/").status_code == 200
    campus.vouch("dana-loses", **KNOWN, groups=["choir"], amr=["mfa"])

    answer = come_back(client_at(alder), campus, "dana-loses")

    assert (answer.status_code, refusal_of(answer)) == (403, "no-mapped-role")
    assert roles(alder, CLINICIAN) == ()
    assert elsewhere.get("/").status_code == 302
    campus.vouch("dana-loses", **KNOWN, groups=["doctors"], amr=["mfa"])
    back = client_at(alder)
    come_back(back, campus, "dana-loses")
    assert back.get("/").status_code == 200


def test_a_new_person_without_a_mapped_group_gets_no_account(db, alder, campus, at):
    mapping(alder, campus, at, admission="mapped")

    answer = come_back(
        client_at(alder), campus, campus.vouch("choir", email="c@example.com", email_verified=True, groups=["choir"])
    )

    assert refusal_of(answer) == "no-mapped-role"
    with entering(alder):
        assert not User.objects.filter(email="c@example.com").exists()


def test_a_group_neither_makes_nor_unmakes_an_owner(db, alder, campus, at):
    mapping(alder, campus, at)
    with entering(alder):
        IdentityProvider.objects.update(role_values={**GROUPS, "owner": ["doctors"]})
    said = {"email_verified": True, "amr": ["mfa"]}

    come_back(client_at(alder), campus, campus.vouch("dana-climbs", email=CLINICIAN, groups=["doctors"], **said))
    come_back(client_at(alder), campus, campus.vouch("olive", email="owner@example.com", groups=[], **said))

    assert roles(alder, CLINICIAN) == ("clinician",)
    assert roles(alder, "owner@example.com") == ("owner",)


def test_where_only_the_provider_opens_passwords_open_for_owners_alone(db, alder, campus, at):
    configure(alder, campus, at=at, passwords_allowed=False)
    client, owner = client_at(alder), client_at(alder)

    answer = post_password(client, CLINICIAN)
    post_password(owner, "owner@example.com")

    assert (answer.status_code, refusal_of(answer)) == (403, "only-through-provider")
    assert client.get("/")["Location"].startswith("/accounts/login/")
    assert owner.get("/")["Location"].startswith("/accounts/second-factor/")


def test_a_wrong_password_is_answered_the_same_whether_passwords_are_closed_or_not(db, alder, campus, at):
    configure(alder, campus, at=at, passwords_allowed=False)

    known = post_password(client_at(alder), CLINICIAN, "not the password")
    unknown = post_password(client_at(alder), "nobody@example.com", "not the password")

    assert (known.status_code, refusal_of(known)) == (unknown.status_code, refusal_of(unknown)) == (200, "")


def test_who_is_signed_in_already_stays_who_they_are(db, alder, campus, at, visit):
    configure(alder, campus, at=at)
    biller = visit(alder, Role.BILLER)

    assert biller.post("/accounts/provider/")["Location"] == "/"
    assert biller.get("/accounts/provider/answer/?state=x&code=y")["Location"] == "/"


def test_the_way_back_after_signing_in_leads_to_this_clinic_only(db, alder, campus, at):
    configure(alder, campus, at=at)

    answer = come_back(
        client_at(alder), campus, campus.vouch("dana-next", **KNOWN, amr=["mfa"]), "https://evil.example/"
    )

    assert answer["Location"] == "/"


def test_the_provider_is_told_the_canonical_host_a_nonce_and_a_challenge(db, alder, campus, at):
    configure(alder, campus, at=at)

    address = go(client_at(alder))

    assert f"redirect_uri={alder.base_url.replace(':', '%3A').replace('/', '%2F')}%2Faccounts%2Fprovider" in address
    assert "code_challenge_method=S256" in address
    assert "nonce=" in address
