"""The matrix of a visiting operator: every line of every table is asked by one, and what is open is listed."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from clinics.staff.permissions import GRANTS, VISITOR, Permission
from config.middleware import access
from tests.access.asking import Answer, fault_of_allowed, reading, taken_back
from tests.access.rows import ANYBODY, VISITING, Row
from tests.access.tables import AT_A_CLINIC, visits
from tests.access.world import Place

PROGRAMS = "api/v1/"


@pytest.fixture(scope="module")
def visitor(place, asking) -> Client:
    return asking.browsers[VISITING]


def ask(visitor: Client, place: Place, row: Row) -> Answer:
    """Ask as a visitor, and take back whatever it did."""
    kept = visitor.cookies.copy()
    told = place.told(row.sends) if row.method == "POST" else None
    with taken_back():
        answer = getattr(visitor, row.method.lower())(place.address_of(row), told)
        read = reading(answer, place, row)
    visitor.cookies = kept
    return read


def fault_of(visitor: Client, place: Place, row: Row) -> str:
    """What is wrong with a line's answer to a visitor; nothing when it is right."""
    answer = ask(visitor, place, row)
    shown = [word for words in place.MARKERS.values() for word in words if word in answer.text]
    if shown:
        return f"{row} shows {shown}"
    if visits.is_open(row.method, row.address):
        told = "" if "/settings/account/" in row.shows else row.shows
        fault = fault_of_allowed(Row(**{**vars(row), "shows": told}), answer, place)
        return f"{row} {fault}" if fault else ""
    if row.may == ANYBODY and row.address.startswith(visits.PUBLIC):
        return "" if answer.status == row.answers else f"{row} gets {answer.status}"
    if row.may == ANYBODY and row.answers == visits.NOWHERE and answer.status == visits.NOWHERE:
        return ""
    return "" if answer.status == 403 else f"{row} should be refused, and got {answer.status} {answer.location}"


def lines() -> list[Row]:
    return [row.with_own(row.only_own[0]) if row.only_own else row for row in AT_A_CLINIC]


def test_a_visitor_gets_what_the_list_says_and_nothing_else(visitor, place):
    faults = [fault for row in lines() if (fault := fault_of(visitor, place, row))]

    assert faults == [], "\n".join(faults)


def test_most_of_the_clinic_is_closed_to_a_visitor():
    counted = Counter(visits.is_open(row.method, row.address) for row in AT_A_CLINIC if row.may != ANYBODY)

    assert counted[False] > 250
    assert 60 < counted[True] < 110


@pytest.mark.slow
@pytest.mark.parametrize(
    "more", [Permission.PATIENT_VIEW, Permission.BILLING_VIEW, Permission.AUDIT_VIEW, Permission.STAFF_MANAGE]
)
def test_a_grant_too_much_turns_a_line_red(visitor, place, monkeypatch, more):
    monkeypatch.setitem(GRANTS, VISITOR, GRANTS[VISITOR] | {more})

    assert any(fault_of(visitor, place, row) for row in needing(more))


def needing(permission: Permission) -> list[Row]:
    """Some lines of the part of the product that a permission is about."""
    begins = {
        Permission.PATIENT_VIEW: "patients/<uuid:patient_id>/",
        Permission.BILLING_VIEW: "billing/invoices/",
        Permission.AUDIT_VIEW: "settings/audit/",
        Permission.STAFF_MANAGE: "settings/staff/",
    }[permission]
    return [row for row in lines() if row.method == "GET" and row.address.startswith(begins)]


def test_a_rule_that_lets_visitors_into_accounts_turns_a_line_red(visitor, place, monkeypatch):
    monkeypatch.setattr(access, "may_be_visited", lambda rule: True)

    doors = [row for row in lines() if row.address in ("accounts/login/", "settings/webhooks/new/")]
    assert len([row for row in doors if fault_of(visitor, place, row)]) >= 2
