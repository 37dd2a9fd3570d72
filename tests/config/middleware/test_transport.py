"""Programs that come without TLS are refused, people are led on; nothing is repeated to who sent it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from config.middleware import transport
from config.middleware.transport import TransportMiddleware
from tests.access.tables import API, AT_A_CLINIC

pytestmark = pytest.mark.django_db
OVER_TLS = {"HTTP_X_FORWARDED_PROTO": "https"}
AS_IN_PRODUCTION = {
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "TRUSTED_PROXIES": ["127.0.0.1"],
}
UNKNOWN = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def browser(alder) -> Client:
    return Client(SERVER_NAME=alder.canonical_host, HTTP_HOST=alder.canonical_host)


def path_of(address: str) -> str:
    """An address with something in the place of its arguments."""
    return "/" + "/".join(UNKNOWN if part.startswith("<") else part for part in address.split("/"))


def faults_of_plain_http(browser: Client, addresses: set[str]) -> list[str]:
    """Addresses for programs that answer a call in clear with anything but a refusal."""
    found = []
    for address in sorted(addresses):
        answer = browser.get(path_of(address), headers={"Authorization": "Bearer of-a-test"})
        if answer.status_code != HTTPStatus.FORBIDDEN or answer.json()["code"] != "tls_required":
            found.append(address)
    return found


@override_settings(**AS_IN_PRODUCTION)
def test_a_call_in_clear_is_refused_at_every_address_of_the_api(browser):
    addresses = {row.address for row in API}

    assert len(addresses) > 40
    assert faults_of_plain_http(browser, addresses) == []
    assert faults_of_plain_http(browser, {"identity/o/api/token", "identity/o/api/userinfo", "mail/events/"}) == []


@override_settings(**AS_IN_PRODUCTION)
def test_a_call_in_clear_that_would_be_led_on_is_noticed(browser, monkeypatch):
    monkeypatch.setattr(transport, "PROGRAMS", ("/api/v2/",))

    assert faults_of_plain_http(browser, {"api/v1/patients/"}) == ["api/v1/patients/"]


@override_settings(**AS_IN_PRODUCTION)
def test_a_call_at_another_host_is_refused_before_it_is_led_to_the_right_one(alder):
    answer = Client(HTTP_HOST="unknown.example").get("/api/v1/patients/")

    assert (answer.status_code, answer.json()["code"]) == (403, "tls_required")


@override_settings(**AS_IN_PRODUCTION)
@pytest.mark.parametrize("path", ["/accounts/login/", "/api/docs/"])
def test_people_are_led_to_the_same_page_over_tls(browser, alder, path):
    answer = browser.get(path)

    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://{alder.canonical_host}{path}")


@override_settings(**AS_IN_PRODUCTION)
def test_over_tls_calls_are_answered_as_ever(browser):
    assert browser.get("/api/v1/patients/", **OVER_TLS).status_code == 401


def echoes(browser: Client, method: str, addresses: set[str]) -> list[str]:
    """Addresses that answer, or repeat what was sent."""
    found = []
    for address in sorted(addresses):
        answer: Any = browser.generic(method, path_of(address), "sent-by-a-test", headers={"X-Sent": "sent-by-a-test"})
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED or b"sent-by-a-test" in answer.content:
            found.append(address)
    return found


@pytest.mark.parametrize("method", ["TRACE", "TRACK"])
def test_no_address_repeats_what_was_sent(browser, method):
    addresses = {row.address for row in AT_A_CLINIC} | {"static/css/base.css", "healthz", "no/such/page/"}

    assert len(addresses) > 250
    assert echoes(browser, method, addresses) == []


def test_an_address_that_repeats_is_noticed(rf):
    class Repeating:
        def generic(self, method: str, path: str, body: str, headers: dict[str, str]) -> HttpResponse:
            return HttpResponse(f"{method} {path}\n{headers}\n{body}")

    assert echoes(Repeating(), "TRACE", {"patients/"}) == ["patients/"]
    assert TransportMiddleware(lambda _: HttpResponse())(rf.trace("/")).status_code == 405
