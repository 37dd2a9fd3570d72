"""Staff, account, sign-in and administration pages: nothing grave for axe, in light and dark."""

import pytest
from django.core.cache import cache

from clinics.kit.current import entering
from tests.clinics.staff.signing_in import give_app
from tests.factories.staff import PASSWORD, Role, person
from tests.journeys.accessibility import grave_findings

pytestmark = pytest.mark.browser
THEMES = ["light", "dark"]
SIGNED_IN = [
    "/settings/staff/",
    "/settings/staff/{biller}/",
    "/settings/staff/{biller}/roles/",
    "/settings/staff/{biller}/details/",
    "/settings/staff/{biller}/deactivation/",
    "/settings/staff/invitations/new/",
    "/settings/sign-in/",
    "/settings/account/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/admin/",
    "/admin/staff/user/",
    "/admin/staff/user/{biller}/change/",
    "/admin/staff/policy/1/change/",
]
SIGNED_OUT = ["/accounts/login/", "/accounts/password/reset/", "/accounts/inactive/", "/accounts/invitations/nonsense/"]


@pytest.fixture(autouse=True)
def _no_earlier_attempts():
    cache.clear()


@pytest.mark.parametrize("theme", THEMES)
def test_pages_of_people_who_manage_staff(site, clinic, signed_in, complaints, theme):
    with entering(clinic):
        biller = person(Role.BILLER).pk
    page = signed_in(Role.OWNER, "/", color_scheme=theme)
    found = {}
    for path in SIGNED_IN:
        page.goto(site.url(clinic, path.format(biller=biller)))
        page.wait_for_load_state("networkidle")
        before = list(complaints)
        found[path] = grave_findings(page)
        complaints[:] = before  # axe itself sets styles on some of Django's forms

    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_pages_before_signing_in(site, clinic, new_context, theme):
    page = new_context(color_scheme=theme).new_page()
    found = {}
    for path in SIGNED_OUT:
        page.goto(site.url(clinic, path))
        found[path] = grave_findings(page)

    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_pages_of_the_second_factor(site, clinic, new_context, theme):
    with entering(clinic):
        give_app(person(Role.CLINICIAN))
    page = new_context(color_scheme=theme).new_page()
    found = {}
    page.goto(site.url(clinic, "/accounts/login/"))
    page.get_by_label("Email").fill("biller@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/accounts/second-factor/")
    for path in ("/accounts/second-factor/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"):
        page.goto(site.url(clinic, path))
        found[path] = grave_findings(page)
    page.context.clear_cookies()
    page.goto(site.url(clinic, "/accounts/login/"))
    page.get_by_label("Email").fill("clinician@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/accounts/2fa/authenticate/")
    found["authenticate"] = grave_findings(page)

    assert {path: said for path, said in found.items() if said} == {}
