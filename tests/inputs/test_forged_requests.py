"""Whatever another site makes a browser send changes nothing: each unsafe method asks for the page's own token."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.test import Client

from config.access import rule_for
from tests.access.rows import Row
from tests.access.tables import AT_A_CLINIC, PLATFORM
from tests.conftest import client_at
from tests.factories.staff import Role
from tests.guards.test_access import addresses

WITHOUT_TOKEN = {
    "mail/events/": "SES reports here, each report signed",
    "mail/unsubscribe/<slug:purpose>/<str:token>/": "mail programs post here; the link is the key",
    "operators/entry/": "the form stands on the platform's page; its origin is asked for, and the ticket is the key",
    "identity/o/api/token": "programs come with a secret of their own, and with no cookie",
    "identity/o/api/revoke": "programs come with a secret of their own, and with no cookie",
    "identity/o/api/userinfo": "programs come with a token, and no cookie counts",
    "identity/o/authorize": "programs may send people here; allauth asks for the token before it grants anything",
    "identity/o/logout": "programs may send people here; allauth asks for the token before it signs anybody out",
    "accounts/provider/sign-out/": "the provider tells here who signed out, each notice signed and good once",
    "api/^.*$": "nothing is there",
}
"""Addresses that take what comes without the page's token, each with its reason. Those of the API ask for a bearer."""
CLOSED = {"identity/o/device", "identity/o/api/device/code"}
"""Addresses of a package that answer 404 to everything, before or after a token is asked for."""
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


def exempt(urlconf: str = "config.urls_clinic") -> set[str]:
    """Addresses that ask for no token, but for the API's, which no cookie opens."""
    return {
        where
        for where, pattern in addresses(import_module(urlconf).urlpatterns)
        if getattr(pattern.callback, "csrf_exempt", False)
        and not hasattr(pattern.callback, "cls")
        and not getattr(rule_for(pattern.callback), "is_closed", False)
    }


def faults_of_forging(browser: Client, place: Any, rows: list[Row], methods: tuple[str, ...] = UNSAFE) -> list[str]:
    """Lines that did something other than refuse what came without a token."""
    found = []
    for row in rows:
        for method in methods:
            answer = getattr(browser, method.lower())(place.address_of(row))
            shown = {str(template.name) for template in answer.templates}
            if answer.status_code != 403 or "403_csrf.html" not in shown:
                found.append(f"{method} {row.address} gets {answer.status_code}")
    return found


def pages(rows: tuple[Row, ...], left_out: set[str]) -> list[Row]:
    """One line for each address that is no part of the API."""
    ones = {row.address: row for row in rows if not row.address.startswith("api/") and row.address not in left_out}
    return list(ones.values())


def strict(asking: Any, role: Role | None) -> Client:
    """A browser that is signed in, and hides no missing token as test clients do."""
    browser = Client(enforce_csrf_checks=True, **client_at(asking.place.clinic).defaults)
    if role:
        browser.cookies = client_at(asking.place.clinic, role).cookies
    return browser


def test_a_program_is_granted_nothing_without_a_token(asking):
    browser = strict(asking, Role.OWNER)

    assert browser.post("/identity/o/authorize", {"request": "x", "action": "grant"}).status_code == 403


def test_only_these_addresses_ask_for_no_token():
    assert exempt() == set(WITHOUT_TOKEN)


@pytest.mark.parametrize("role", [Role.OWNER, None], ids=["signed in", "not signed in"])
def test_nothing_is_done_without_a_token(asking, role):
    rows = pages(AT_A_CLINIC, {*WITHOUT_TOKEN, *CLOSED})

    assert len(rows) > 150
    assert faults_of_forging(strict(asking, role), asking.place, rows, UNSAFE if role is None else ("POST",)) == []


def test_nothing_is_done_at_the_platform_without_a_token(visit):
    browser = Client(enforce_csrf_checks=True, **visit(None).defaults)

    statuses = {row.address: browser.post(f"/{row.address}").status_code for row in PLATFORM if "<" not in row.address}
    assert {address for address, status in statuses.items() if status != 403} <= set(WITHOUT_TOKEN)


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_a_token_counts_only_from_a_page_of_ours(asking, headers):
    browser = strict(asking, None)
    browser.get("/accounts/login/")
    token = {"X-CSRFToken": browser.cookies["csrftoken"].value}

    own = browser.post("/accounts/login/", {"login": "x", "password": "y"}, headers=token)
    forged = browser.post("/accounts/login/", {"login": "x", "password": "y"}, headers=token | headers)

    assert (own.status_code, forged.status_code) == (200, 403)


def test_a_view_that_asks_for_no_token_is_noticed(asking, monkeypatch):
    (row,) = [row for row in pages(AT_A_CLINIC, set()) if row.address == "billing/uncharged/"]
    view = dict(addresses(import_module("config.urls_clinic").urlpatterns))[row.address].callback
    monkeypatch.setattr(view, "csrf_exempt", True, raising=False)

    assert faults_of_forging(strict(asking, Role.OWNER), asking.place, [row], ("POST",))
    assert row.address in exempt()
