"""What browsers are told with every page and every answer of the API: nothing is kept, nothing foreign runs or reads.

Each is asked as a page of another site would ask, and each page of who is signed in has its way out.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.access.asking import Answer
from tests.access.rows import Row
from tests.access.tables import API, AT_A_CLINIC, PAGES
from tests.conftest import client_at

KEPT = {
    "branding.css": "colours, seen by everyone",
    "branding/logo": "the logo, seen by everyone",
    ".well-known/openid-configuration": "what programs have to know, and everybody may",
    ".well-known/jwks.json": "public keys",
    "admin/jsi18n/": "words of the administration's scripts",
}
"""Addresses whose answers browsers may keep, each with what they are."""
ROWS = [row for rows in PAGES.values() for row in rows if row.method == "GET"]
READING = [row for row in API if row.method == "GET"]
READ_BY_ANYBODY = {".well-known/openid-configuration", ".well-known/jwks.json"}
"""What programs in any browser may read: where tokens are had, and public keys."""
FOREIGN = {"Origin": "https://evil.example"}
PREFLIGHT = {**FOREIGN, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "authorization"}
WAYS_OUT = {"/accounts/logout/", "/admin/logout/"}


def faults_of(headers: Mapping[str, str]) -> list[str]:
    """What browsers are not told, and should be."""
    policy = dict(each.partition(" ")[::2] for each in headers.get("Content-Security-Policy", "").split("; "))
    named = " ".join(policy.values())
    found = {
        "may be kept": headers.get("Cache-Control", "") not in ("no-store", "no-store, private")
        and "no-store" not in headers.get("Cache-Control", ""),
        "loads what it is not told to": policy.get("default-src") != "'none'",
        "runs scripts of others": policy.get("script-src", "'none'") not in ("'self'", "'none'"),
        "runs what stands in it": "unsafe-" in named or "data:" in policy.get("script-src", ""),
        "may be put into others' pages": policy.get("frame-ancestors") not in ("'none'", "'self'")
        or headers.get("X-Frame-Options") not in ("DENY", "SAMEORIGIN"),
        "sends forms elsewhere": policy.get("form-action", "") not in ("'self'", "'none'"),
        "changes what addresses mean": policy.get("base-uri") != "'none'",
        "may be guessed to be something else": headers.get("X-Content-Type-Options") != "nosniff",
        "tells others where one was": headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"),
        "may be reached by its opener": headers.get("Cross-Origin-Opener-Policy") != "same-origin",
        "may be read by other sites": headers.get("Cross-Origin-Resource-Policy") != "same-origin",
        "opens itself to other origins": opens_itself(headers),
    }
    return [fault for fault, is_so in found.items() if is_so]


def opens_itself(headers: Mapping[str, str]) -> bool:
    return any(name.lower().startswith("access-control-") for name in headers)


def answers_to(asked: Any, rows: list[Row]) -> list[tuple[Row, str, Answer]]:
    """What each line answers to somebody who may, when a page of another site asks with their browser."""
    found = []
    for row in rows:
        who = (row.allowed or row.only_own)[0]
        found.append((row, who, asked.ask(who, row.with_own(who))))
    return found


def faults_of_answers(answers: list[tuple[Row, str, Answer]]) -> list[str]:
    return [
        f"{row} {fault}"
        for row, _who, answer in answers
        if row.address not in KEPT
        for fault in faults_of(answer.headers)
    ]


class Forms(HTMLParser):
    """Where the forms of a page lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.leads: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "form":
            self.leads.add(dict(attrs).get("action") or "")


def without_way_out(answers: list[tuple[Row, str, Answer]]) -> list[str]:
    """Whole pages for somebody who is signed in, that do not offer to sign out."""
    return [
        str(row)
        for row, who, answer in answers
        if who != "stranger" and answer.status == 200 and "<html" in answer.text
        if not WAYS_OUT & Forms(answer.text).leads
    ]


@pytest.fixture(scope="module")
def pages(asking) -> list[tuple[Row, str, Answer]]:
    for browser in asking.browsers.values():
        browser.defaults["HTTP_ORIGIN"] = FOREIGN["Origin"]
    return answers_to(asking, ROWS)


def test_every_page_says_what_is_allowed_on_it_and_is_not_kept(pages):
    assert len(pages) > 100
    assert faults_of_answers(pages) == []


def test_every_answer_of_the_api_is_not_kept(calling):
    calling.headers = FOREIGN

    assert faults_of_answers(answers_to(calling, READING)) == []


def test_no_address_opens_itself_to_other_sites(place, pages):
    browser = client_at(place.clinic)
    rows = {row.address: row for row in AT_A_CLINIC}.values()
    answers = {row.address: browser.options(place.address_of(row), headers=PREFLIGHT) for row in rows}

    assert len(answers) > 250
    assert [address for address, answer in answers.items() if answer.status_code >= 500] == []
    assert {address for address, answer in answers.items() if opens_itself(answer.headers)} <= READ_BY_ANYBODY
    assert {row.address for row, _who, answer in pages if opens_itself(answer.headers)} == READ_BY_ANYBODY


def test_every_page_of_who_is_signed_in_offers_to_sign_out(pages):
    assert without_way_out(pages) == []


def test_a_page_without_way_out_is_noticed(pages):
    (found,) = [each for each in pages if each[0].address == "billing/uncharged/"]
    row, who, answer = found
    closed = Answer(answer.status, answer.headers, answer.text.replace("/accounts/logout/", "/"), 0)

    assert without_way_out([found]) == []
    assert without_way_out([(row, who, closed)]) == ["GET /billing/uncharged/"]


RIGHT = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'; form-action 'self'; "
    "base-uri 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LESS = {
    "Cache-Control": "private, max-age=60",
    "Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'; "
    "form-action 'self'; base-uri 'none'",
    "X-Frame-Options": "ALLOWALL",
    "X-Content-Type-Options": "",
    "Referrer-Policy": "unsafe-url",
    "Cross-Origin-Opener-Policy": "unsafe-none",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}


@pytest.mark.parametrize("header", LESS)
def test_a_page_that_says_less_is_noticed(header):
    assert faults_of(RIGHT) == []
    assert faults_of({**RIGHT, header: LESS[header]})
    assert header not in RIGHT or faults_of({name: value for name, value in RIGHT.items() if name != header})
