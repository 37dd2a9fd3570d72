"""An operator comes from the platform, changes a setting, and is sent away, in real browsers."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering, entering_platform
from tests.conftest import show_second_factor
from tests.factories import operators
from tests.factories.staff import Role
from tests.journeys.accessibility import grave_findings

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def at_platform(site, new_context, forgotten):
    """The operator's own browser, at the platform."""
    user = operators.operator("Journey Jones")
    client = Client(SERVER_NAME=settings.BASE_HOST, HTTP_HOST=settings.BASE_HOST)
    with entering_platform():
        client.force_login(user)
        show_second_factor(client, user)
    context = new_context()
    cookies = [{"name": name, "value": cookie.value, "url": site.url(None)} for name, cookie in client.cookies.items()]
    context.add_cookies(cookies)
    return context.new_page()


@pytest.fixture
def forgotten(django_db_blocker):
    """The operator is gone afterwards: other tests count who is at the platform."""
    yield
    with django_db_blocker.unblock():
        operators.forget("Journey Jones")


def test_an_operator_helps_and_the_clinic_sees_it_and_sends_them_away(site, clinic, at_platform, signed_in, complaints):
    operators.allow(clinic)
    page = at_platform
    page.goto(site.url(None, f"/admin/clinics/clinic/{clinic.pk}/change/"))
    page.get_by_role("link", name="Enter this clinic").click()
    page.wait_for_load_state()
    assert complaints == []
    assert grave_findings(page) == []
    complaints.clear()  # axe itself tries a style on this page, which the content policy stops
    page.get_by_label("Reason").fill(operators.REASON)
    page.get_by_label("Ticket number").fill("SUP-4711")
    page.get_by_role("button", name="Enter").click()

    expect(page).to_have_url(site.url(clinic, "/"))
    banner = page.get_by_role("complementary", name="Visit of an operator")
    expect(banner).to_contain_text("Journey Jones visits as an operator")
    assert grave_findings(page) == []
    page.goto(site.url(clinic, "/settings/clinic/"))
    page.get_by_label("Address").first.fill("9 New Street")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    expect(banner).to_be_visible()
    with entering(clinic):
        assert AuditEvent.objects.get(event="clinic.described").actor_kind == "operator"

    owner = signed_in(Role.OWNER, "/settings/operators/")
    expect(owner.get_by_text("Here now")).to_be_visible()
    assert grave_findings(owner) == []
    owner.get_by_role("link", name=re.compile("act in the trail")).click()
    expect(owner.get_by_role("cell", name=re.compile("Operator Journey Jones, visiting"))).to_be_visible()
    owner.goto(site.url(clinic, "/settings/operators/"))
    owner.get_by_role("link", name="End this visit").click()
    owner.get_by_role("button", name="End the visit").click()
    expect(owner.get_by_text("by the clinic")).to_be_visible()

    page.goto(site.url(clinic, "/settings/"))
    expect(page.get_by_text("Your visit to this clinic is over.")).to_be_visible()
    expect(banner).to_have_count(0)
