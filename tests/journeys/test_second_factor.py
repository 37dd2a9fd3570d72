"""From an invitation to the clinic with an app or a passkey, and back in without a password."""

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from clinics.kit.current import entering
from clinics.staff.actions import invitations
from tests.clinics.staff.signing_in import code_of
from tests.factories.staff import Role, acting

pytestmark = pytest.mark.browser
SECRET = "four quite unrelated words"


@pytest.fixture(autouse=True)
def _no_earlier_attempts():
    cache.clear()


@pytest.fixture
def link(clinic) -> str:
    with entering(clinic):
        by = acting(Role.OWNER)
        return invitations.invite(
            email="nia@example.com", name="Nia", roles=["clinician"], by=by, at=datetime.now(UTC)
        ).link


def give_passkeys(page: Page) -> None:
    """An authenticator in the device, with the finger always on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def join(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Choose a password").fill(SECRET)
    page.get_by_label("The password again").fill(SECRET)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step protects patients")


def sign_out(page: Page, site, clinic) -> None:
    page.goto(site.url(clinic, "/accounts/logout/"))
    page.get_by_role("main").get_by_role("button", name="Sign out").click()


def type_password(page: Page, email: str, password: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_app_on_the_telephone(site, clinic, link, page):
    join(page, link)
    page.goto(site.url(clinic, "/patients/"))
    expect(page).to_have_url(re.compile("/accounts/second-factor/|/patients/"))
    page.goto(site.url(clinic, "/accounts/second-factor/"))
    page.get_by_role("link", name="Use an app on my telephone").click()
    secret = page.locator("[data-secret]").inner_text().replace(" ", "")
    page.get_by_label("code").fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto(site.url(clinic, "/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")

    sign_out(page, site, clinic)
    type_password(page, "nia@example.com", SECRET)
    expect(page).to_have_url(site.url(clinic, "/accounts/2fa/authenticate/"))
    page.get_by_label("code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Incorrect code.", exact=True)).to_be_visible()


def test_a_passkey_and_signing_in_without_a_password(site, clinic, link, page):
    give_passkeys(page)
    join(page, link)
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")

    sign_out(page, site, clinic)
    expect(page).to_have_url(site.url(clinic, "/accounts/login/"))
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def test_a_passkey_of_one_clinic_is_not_asked_for_by_another(site, clinic, other_clinic, link, page):
    give_passkeys(page)
    join(page, link)
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")

    page.goto(site.url(other_clinic, "/accounts/login/"))
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("No passkey was used")).to_be_visible()
    expect(page).to_have_url(site.url(other_clinic, "/accounts/login/"))
