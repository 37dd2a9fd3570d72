import re

import pytest
from playwright.sync_api import expect

from tests.factories.staff import Role

pytestmark = pytest.mark.browser


def test_a_stranger_is_led_to_the_sign_in_page_of_the_clinic(site, clinic, page):
    page.goto(site.url(clinic, "/"))

    expect(page).to_have_url(site.url(clinic, "/accounts/login/?next=/"))


def test_someone_signed_in_sees_today(signed_in):
    page = signed_in(Role.CLINICIAN)

    expect(page).to_have_title(re.compile("^Today"))


def test_a_session_of_one_clinic_opens_nothing_at_another(site, clinic, other_clinic, signed_in):
    page = signed_in(Role.CLINICIAN)
    page.context.add_cookies(
        [
            {"name": cookie["name"], "value": cookie["value"], "url": site.url(other_clinic)}
            for cookie in page.context.cookies()
        ]
    )

    page.goto(site.url(other_clinic, "/"))

    expect(page).to_have_url(site.url(other_clinic, "/accounts/login/?next=/"))
