"""What browsers are told with every page and every answer of the API: nothing is kept, nothing foreign runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.access.rows import Row
from tests.access.tables import API, PAGES

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
    }
    return [fault for fault, is_so in found.items() if is_so]


def faults_of_rows(asked: Any, rows: list[Row]) -> list[str]:
    found = []
    for row in rows:
        who = (row.allowed or row.only_own)[0]
        answer = asked.ask(who, row.with_own(who))
        if row.address not in KEPT:
            found += [f"{row} {fault}" for fault in faults_of(answer.headers)]
    return found


def test_every_page_says_what_is_allowed_on_it_and_is_not_kept(asking):
    assert len(ROWS) > 100
    assert faults_of_rows(asking, ROWS) == []


def test_every_answer_of_the_api_is_not_kept(calling):
    assert faults_of_rows(calling, READING) == []


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
}


@pytest.mark.parametrize("header", LESS)
def test_a_page_that_says_less_is_noticed(header):
    assert faults_of(RIGHT) == []
    assert faults_of({**RIGHT, header: LESS[header]})
    assert faults_of({name: value for name, value in RIGHT.items() if name != header})
