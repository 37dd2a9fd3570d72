"""Signing in with the provider of one's organisation, in a real browser, with nothing asked twice."""

import re

import pytest
from playwright.sync_api import expect

from clinics.kit.current import entering
from clinics.staff.models import Invitation, User
from tests.conftest import AT
from tests.factories.staff import Role, person
from tests.identity_provider import configure, providing
from tests.journeys.accessibility import grave_findings
from tests.journeys.test_proof import grow_old

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SETTINGS = "/settings/sign-in/provider/"


@pytest.fixture
def campus():
    with providing() as provider:
        yield provider


def say_who(page, campus, subject: str) -> None:
    """What a person does at the provider."""
    page.wait_for_url(re.compile(re.escape(campus.issuer)))
    page.locator("input[name=sub]").fill(subject)
    page.locator("form").locator("button, input[type=submit]").first.click()


def test_an_owner_writes_the_provider_down_and_a_colleague_comes_in_through_it(site, clinic, page, signed_in, campus):
    registered = campus.register(clinic)
    said = {"email": "clinician@example.com", "email_verified": True, "groups": ["doctors"], "amr": ["mfa"]}
    campus.vouch("dana", **said)
    owner = signed_in(Role.OWNER, SETTINGS)
    assert grave_findings(owner) == []
    owner.get_by_label("Name").first.fill("Campus")
    owner.get_by_label("Issuer").fill(campus.issuer)
    owner.get_by_label("Client id").fill(registered.client_id)
    owner.get_by_label("Client secret").fill(registered.client_secret)
    owner.get_by_label("Claim that holds groups").fill("groups")
    owner.get_by_label("Groups that give the role: Clinician").fill("doctors")
    owner.get_by_role("button", name="Save").click()
    owner.get_by_role("button", name="Test the connection").click()
    expect(owner.get_by_text("names itself as written here")).to_be_visible()

    page.goto(site.url(clinic, "/accounts/login/?next=/patients/"))
    assert grave_findings(page) == []
    page.get_by_role("button", name="Sign in with Campus").click()
    say_who(page, campus, "dana")

    expect(page).to_have_url(site.url(clinic, "/patients/"))
    with entering(clinic):
        assert User.objects.with_roles().get(email="clinician@example.com").roles == ("clinician",)


def test_somebody_unknown_reads_why_and_finds_another_way(site, clinic, page, campus, at):
    configure(clinic, campus, at=at)
    campus.vouch("eve", email="eve@example.com", email_verified=True)
    page.goto(site.url(clinic, "/accounts/login/"))
    page.get_by_role("button", name="Sign in with Campus").click()
    say_who(page, campus, "eve")

    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
    assert grave_findings(page) == []
    page.get_by_role("link", name="To the sign-in page").click()
    expect(page.get_by_label("Password")).to_be_visible()


def test_somebody_without_a_password_confirms_with_the_provider_and_keeps_what_they_typed(
    site, clinic, page, campus, complaints
):
    configure(clinic, campus, at=AT)
    campus.vouch("adam", email="administrator@example.com", email_verified=True, amr=["mfa"])
    with entering(clinic):
        adam = person(Role.ADMINISTRATOR)
        adam.set_unusable_password()
        adam.save()
    page.goto(site.url(clinic, "/accounts/login/?next=/settings/staff/invitations/new/"))
    page.get_by_role("button", name="Sign in with Campus").click()
    say_who(page, campus, "adam")
    page.get_by_label("E-mail address").fill("zoe@example.com")
    page.get_by_label("Name").fill("Zoë <i>O'Neil</i>")
    page.get_by_label("Assistant").check()
    grow_old(page, clinic)

    page.get_by_role("main").locator("button[type=submit]").click()
    expect(page.get_by_role("heading", name="Confirm it is you")).to_be_visible()
    assert grave_findings(page) == []
    page.get_by_role("button", name="Confirm with Campus").click()
    say_who(page, campus, "adam")  # although this browser is signed in there

    expect(page.get_by_text("The invitation is on its way to zoe@example.com.")).to_be_visible()
    with entering(clinic):
        assert Invitation.objects.get(email="zoe@example.com").name == "Zoë <i>O'Neil</i>"
    assert complaints == []
