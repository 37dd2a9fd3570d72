"""Before a session ends the page says so, and what was typed outlives its end."""

import time

import pytest
from playwright.sync_api import expect

from clinics.kit.current import entering
from clinics.staff.models import Invitation
from clinics.staff.sessions import SEEN, SessionStore
from tests.factories.staff import Role
from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser
HOUR = 3600


def session_of(page, clinic) -> SessionStore:
    key = next(each["value"] for each in page.context.cookies() if each["name"] == "session")
    with entering(clinic):
        return SessionStore(key)


def be_quiet(page, clinic) -> None:
    """Nobody has done anything for all but a minute of the policy's hour."""
    session = session_of(page, clinic)
    with entering(clinic):
        session[SEEN] = int(time.time()) - HOUR + 60
        session.save()


def test_whoever_stays_goes_on_and_whoever_comes_back_finds_what_they_typed(site, clinic, signed_in):
    page = signed_in(Role.OWNER)
    page.clock.install()
    page.goto(site.url(clinic, "/settings/staff/invitations/new/"))
    page.get_by_label("E-mail address").fill("zoe@example.com")
    page.get_by_label("Assistant").check()
    dialog = page.locator("dialog#session")

    be_quiet(page, clinic)
    page.clock.fast_forward(181_000)
    expect(dialog.get_by_text("In less than two minutes you are signed out.")).to_be_visible()
    dialog.evaluate("(it) => Promise.all(it.getAnimations().map((each) => each.finished)).then(() => true)")
    assert grave_findings(page) == []
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_be_hidden()

    with entering(clinic):
        session_of(page, clinic).delete()
    page.clock.fast_forward(601_000)
    expect(dialog.get_by_text("What you typed is still on this page.")).to_be_visible()
    expect(page.locator(".shell")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(dialog.get_by_role("link", name="Sign in again")).to_have_attribute("target", "_blank")

    site.sign_in(page.context, clinic, Role.OWNER)
    page.clock.fast_forward(6_000)
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("E-mail address")).to_have_value("zoe@example.com")
    page.get_by_role("main").locator("button[type=submit]").click()
    expect(page.get_by_text("The invitation is on its way to zoe@example.com.")).to_be_visible()
    with entering(clinic):
        assert Invitation.objects.filter(email="zoe@example.com").exists()


def test_somebody_else_does_not_find_it(site, clinic, signed_in):
    page = signed_in(Role.OWNER)
    page.clock.install()
    page.goto(site.url(clinic, "/settings/staff/invitations/new/"))
    page.get_by_label("E-mail address").fill("zoe@example.com")
    with entering(clinic):
        session_of(page, clinic).delete()
    page.clock.fast_forward(181_000)
    expect(page.locator("dialog#session").get_by_role("link", name="Sign in again")).to_be_visible()

    site.sign_in(page.context, clinic, Role.BILLER)
    page.clock.fast_forward(6_000)

    expect(page.get_by_label("E-mail address")).to_be_hidden()


def test_whoever_signs_out_in_one_tab_is_covered_in_the_other_and_leaves_no_draft(site, clinic, signed_in):
    page = signed_in(Role.OWNER, "/settings/staff/invitations/new/")
    page.wait_for_load_state("networkidle")
    page.evaluate("sessionStorage.setItem('draft:somebody:/x/', 'their words')")
    page.reload()
    page.wait_for_load_state("networkidle")
    assert "draft:somebody:/x/" not in page.evaluate("Object.keys(sessionStorage)")
    other = page.context.new_page()
    other.goto(site.url(clinic, "/"))

    other.evaluate("document.querySelector('form[data-sign-out]').submit()")

    expect(page.locator("dialog#session").get_by_text("What you typed is still on this page.")).to_be_visible()
    expect(page.locator(".shell")).to_be_hidden()
