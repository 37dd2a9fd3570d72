"""Whoever proved long ago who they are is asked again before each dangerous act, and before nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from django.test import Client

from clinics.staff.access import Proof
from config import access
from config.access import rule_for
from config.middleware.proof import ProofMiddleware
from tests.access.asking import Asking
from tests.access.rows import Row
from tests.access.tables import AT_A_CLINIC, PAGES, dangers
from tests.access.test_removed_permissions import changed
from tests.conftest import client_at
from tests.factories.staff import Role
from tests.guards.test_access import addresses

ASKS = ("/accounts/reauthenticate/?next=", "/accounts/2fa/reauthenticate/?next=")
LONG_AGO = 16 * 60
HOSTS = {"config.urls_clinic": dangers.AT_A_CLINIC, "config.urls_platform": dangers.AT_THE_PLATFORM}


def older(client: Client, seconds: int) -> None:
    """Everything this session has shown, it showed that much earlier."""
    session = client.session
    shown = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**each, "at": each["at"] - seconds} for each in shown]
    session.save()


@pytest.fixture(scope="module")
def long_ago(asking) -> Iterator[Asking]:
    """The owner's proof is older than the policy allows."""
    from clinics.kit.current import entering

    browser = asking.browsers["O"]
    asking.browsers["O"] = client_at(asking.place.clinic, Role.OWNER)
    with entering(asking.place.clinic):
        older(asking.browsers["O"], LONG_AGO)
    yield asking
    asking.browsers["O"] = browser


def rows(*, dangerous: bool) -> list[Row]:
    pages = [row for table in PAGES.values() for row in table if "O" in row.allowed or "O" in row.only_own]
    return [
        row.with_own("O") if "O" in row.only_own else row
        for row in pages
        if dangers.is_dangerous(row.address, dangers.AT_A_CLINIC) is dangerous
    ]


def fault_of(asking: Asking, row: Row, *, fragment: bool = False) -> str:
    """What is wrong with an answer to somebody whose proof is old; nothing when they are asked again."""
    answer = asking.ask("O", row, fragment=fragment)
    if answer.events:
        return "did it"
    if answer.status not in (302, 200 if fragment else 302) or not answer.location.startswith(ASKS):
        return f"got {answer.status} {answer.location}"
    return ""


def undeclared(urlconf: str, listed: tuple[str, ...]) -> set[str]:
    """Addresses whose views and the list do not say the same."""
    declared = {
        where
        for where, pattern in addresses(import_module(urlconf).urlpatterns)
        if (rule := rule_for(pattern.callback)) and rule.proof is Proof.RECENT
    }
    dangerous = {
        where
        for where, _pattern in addresses(import_module(urlconf).urlpatterns)
        if dangers.is_dangerous(where, listed)
    }
    return declared ^ dangerous


@pytest.mark.parametrize("urlconf", HOSTS)
def test_dangerous_are_exactly_the_listed_addresses(urlconf):
    assert undeclared(urlconf, HOSTS[urlconf]) == set()


def test_an_address_that_is_not_listed_is_found_out():
    fewer = tuple(each for each in dangers.AT_A_CLINIC if each != "settings/audit/export/")

    assert undeclared("config.urls_clinic", fewer) == {"settings/audit/export/"}


def test_whoever_proved_it_long_ago_is_asked_again(long_ago):
    faults = [
        f"{row}{' (fragment)' if fragment else ''} {fault}"
        for row in rows(dangerous=True)
        for fragment in ((False, True) if row.method == "GET" else (False,))
        if (fault := fault_of(long_ago, row, fragment=fragment))
    ]

    assert faults == [], "\n".join(faults)
    assert len(rows(dangerous=True)) > 60


def test_nothing_else_asks_again(long_ago):
    renewing = "accounts/session/renewal/"  # whose purpose it is
    asked = [
        str(row)
        for row in rows(dangerous=False)
        if row.method == "GET" and row.address != renewing and long_ago.ask("O", row).location.startswith(ASKS)
    ]

    assert asked == []


@contextmanager
def without_proof(view: Callable[..., Any]) -> Iterator[None]:
    """A view, or the package it is from, that asks for no recent proof."""
    with ExitStack() as stack:
        if hasattr(view, "proof"):
            stack.enter_context(changed(view, "proof", Proof.SESSION))
        else:
            careless = {name: replace(rule, proof=Proof.SESSION) for name, rule in access.PACKAGES.items()}
            stack.enter_context(changed(access, "PACKAGES", careless))
        yield


def test_a_view_that_does_not_ask_any_more_is_found_out(long_ago):
    missed = []
    for where, pattern in addresses(import_module("config.urls_clinic").urlpatterns):
        asked = [row for row in rows(dangerous=True) if row.address == where]
        if not asked or pattern.callback is None:
            continue
        with without_proof(pattern.callback):
            if not any(fault_of(long_ago, row) for row in asked):
                missed.append(where)

    # allauth's own pages ask by themselves as well, by the same policy
    assert [where for where in missed if not where.startswith("accounts/2fa/")] == []


def test_without_the_middleware_the_acts_are_done(long_ago):
    acts = [row for row in rows(dangerous=True) if row.method == "POST" and row.address.startswith("settings/")]

    with changed(ProofMiddleware, "process_view", lambda *_anything: None):
        long_ago.forget_handlers()
        quiet = [str(row) for row in acts if not fault_of(long_ago, row)]
    long_ago.forget_handlers()

    assert quiet == []
    assert len(acts) > 12
    assert {row.address for row in acts} < {row.address for row in AT_A_CLINIC}
