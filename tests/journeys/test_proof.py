"""Somebody who signed in long ago invites a colleague: they are asked who they are, and the invitation goes out."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from clinics.kit.current import entering
from clinics.staff.models import Invitation
from clinics.staff.sessions import SessionStore
from tests.access.test_proofs import LONG_AGO
from tests.factories.staff import PASSWORD, Role
from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _no_earlier_attempts():
    cache.clear()


def grow_old(page, clinic) -> None:
    """What this browser's session has shown, it showed long ago."""
    key = next(each["value"] for each in page.context.cookies() if each["name"] == "session")
    with entering(clinic):
        session = SessionStore(key)
        shown = session["account_authentication_methods"]
        session["account_authentication_methods"] = [{**each, "at": each["at"] - LONG_AGO} for each in shown]
        session.save()


def test_what_was_typed_outlives_the_question(site, clinic, signed_in, complaints):
    page = signed_in(Role.OWNER, "/settings/staff/invitations/new/")
    page.get_by_label("E-mail address").fill("zoe@example.com")
    page.get_by_label("Name").fill("Zoë <i>O'Neil</i>")
    page.get_by_label("Assistant").check()
    grow_old(page, clinic)

    page.get_by_role("main").locator("button[type=submit]").click()
    expect(page.get_by_text("Enter your password")).to_be_visible()
    assert grave_findings(page) == []
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("main").locator("button[type=submit]").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Staff")
    expect(page.get_by_text("The invitation is on its way to zoe@example.com.")).to_be_visible()
    with entering(clinic):
        assert Invitation.objects.get(email="zoe@example.com").name == "Zoë <i>O'Neil</i>"
    assert complaints == []
