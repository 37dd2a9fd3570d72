"""The matrix is whole: every method of every address has its line, and every line its address."""

from collections import Counter
from importlib import import_module

import pytest

from tests.access import asking, calling
from tests.access.rows import Row
from tests.access.tables import API, AT_A_CLINIC, PAGES, PLATFORM
from tests.guards.test_access import addresses

HOSTS = {"config.urls_clinic": AT_A_CLINIC, "config.urls_platform": PLATFORM}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OWN_CODE = ("clinics", "patients", "appointments", "billing", "config")


def asked_by_nobody(urlconf: str, rows: tuple[Row, ...]) -> set[str]:
    """Addresses without a line."""
    return {where for where, _pattern in addresses(import_module(urlconf).urlpatterns)} - {row.address for row in rows}


@pytest.mark.parametrize("urlconf", HOSTS)
def test_every_address_has_lines(urlconf):
    assert asked_by_nobody(urlconf, HOSTS[urlconf]) == set()


@pytest.mark.parametrize("urlconf", HOSTS)
def test_every_line_has_an_address(urlconf):
    known = {where for where, _pattern in addresses(import_module(urlconf).urlpatterns)}

    assert {row.address for row in HOSTS[urlconf]} - known == set()


def test_an_address_without_lines_is_found_out():
    left = tuple(row for row in AT_A_CLINIC if not row.address.startswith("billing/"))

    assert "billing/invoices/" in asked_by_nobody("config.urls_clinic", left)


def test_lines_are_written_in_their_places():
    assert [str(row) for row in AT_A_CLINIC if not row.is_well_written()] == []
    assert [str(row) for row in AT_A_CLINIC if not row.allowed and not row.only_own] == []
    assert [str(row) for row in API if not row.scopes] == []


def test_every_refused_line_has_a_twin_that_is_allowed():
    refused = {(row.method, row.address) for row in AT_A_CLINIC if row.refused}
    allowed = {(row.method, row.address) for row in AT_A_CLINIC if row.allowed or row.only_own}

    assert refused - allowed == set()


def test_there_are_a_thousand_refusals():
    pages = [cell for rows in PAGES.values() for row in rows for cell in asking.refused_cells(row)]
    programs = [cell for row in API for cell in calling.refused_cells(row)]

    assert len(pages) + len(programs) > 1_000
    assert len(programs) > 400


def unlisted() -> list[tuple[str, Row]]:
    """Methods of our own addresses that have no line, each with a line of the same address."""
    own = {
        where
        for where, pattern in addresses(import_module("config.urls_clinic").urlpatterns)
        if pattern.callback.__module__.split(".")[0] in OWN_CODE and not where.startswith("admin/")
    }
    listed = {(row.method, row.address) for row in AT_A_CLINIC}
    first = {row.address: row for row in reversed(AT_A_CLINIC) if row.address in own}
    return [(method, row) for address, row in first.items() for method in METHODS if (method, address) not in listed]


def test_a_method_without_a_line_is_not_allowed(asking, calling):
    answered = Counter()
    faults = []
    for method, row in unlisted():
        by = calling if row.scopes else asking
        status = by.ask(row.allowed[0] if row.allowed else row.only_own[0], row.by(method)).status
        answered[status] += 1
        if status not in (405, 404):
            faults.append(f"{method} /{row.address} got {status}")

    assert faults == [], "\n".join(faults)
    assert answered[405] > 200
