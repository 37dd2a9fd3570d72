"""Whether the matrix would notice: the permission of each view and each operation is taken away, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest

from clinics.staff.permissions import Permission
from config.admin.sites import Site
from config.middleware.access import AccessMiddleware
from tests.access import calling as programs
from tests.access.asking import Asking, fault_of_refusal, refused_cells
from tests.access.rows import Row
from tests.access.tables import API, AT_A_CLINIC
from tests.access.test_api import fault_of_refusal as fault_of_program
from tests.guards.test_access import addresses

pytestmark = pytest.mark.slow
OPEN_TO_ALL = frozenset({Permission.OWN_ACCOUNT})
"""What everybody at a clinic may: the least that a view can ask for and still ask."""


def views() -> dict[str, Any]:
    """Our views that name permissions, by address."""
    found = {where: pattern.callback for where, pattern in addresses(import_module("config.urls_clinic").urlpatterns)}
    return {where: view for where, view in found.items() if getattr(view, "required_permissions", None)}


@contextmanager
def changed(thing: Any, name: str, value: Any) -> Iterator[None]:
    """A thing whose attribute is another one for a while."""
    kept = getattr(thing, name)
    setattr(thing, name, value)
    try:
        yield
    finally:
        setattr(thing, name, kept)


def notices(asking: Asking, rows: list[Row]) -> bool:
    """Whether a refused cell of these lines is red."""
    return any(is_red(asking, row, who, fragment) for row in rows for who, fragment in refused_cells(row))


def is_red(asking: Asking, row: Row, who: str, fragment: bool) -> bool:
    try:
        answer = asking.ask(who, row, fragment=fragment)
    except Exception:  # noqa: BLE001  a view that fails on somebody it never expected was entered
        return True
    return bool(fault_of_refusal(row, who, answer, asking.place, fragment=fragment))


def is_red_to(calling: Any, row: Row, who: str, status: int) -> bool:
    try:
        return bool(fault_of_program(calling, row, who, status))
    except Exception:  # noqa: BLE001  an endpoint that fails on somebody it never expected was entered
        return True


def test_a_view_that_anybody_at_the_clinic_may_enter_is_found_out(asking):
    missed = []
    for where, view in views().items():
        if view.required_permissions == OPEN_TO_ALL:
            continue  # it asks for no more than that, and looks itself at whom it is for
        rows = [row for row in AT_A_CLINIC if row.address == where and set(row.refused) > set(row.only_own)]
        with changed(view, "required_permissions", OPEN_TO_ALL):
            if rows and not notices(asking, rows):
                missed.append(where)

    assert missed == []
    assert len(views()) > 130


def test_a_view_that_the_whole_world_may_enter_is_found_out(asking):
    missed = []
    for where, view in views().items():
        rows = [row for row in AT_A_CLINIC if row.address == where]
        view.public_reason = "Nobody is asked any more"
        try:
            with changed(view, "required_permissions", frozenset()):
                if not notices(asking, rows):
                    missed.append(where)
        finally:
            del view.public_reason

    assert missed == []


def test_an_operation_that_lost_one_permission_is_found_out(calling):
    """Each permission of each operation of the API, one at a time."""
    missed, tried = [], 0
    for row in API:
        handler = getattr(_endpoint(row.address), row.method.lower())
        for gone in _taken_away(row, handler.operation.permissions):
            fewer = replace(handler.operation, permissions=handler.operation.permissions - gone)
            tried += 1
            with changed(handler, "operation", fewer):
                cells = programs.refused_cells(row)
                if not any(is_red_to(calling, row, who, status) for who, status in cells):
                    missed.append(f"{row} without {sorted(gone)}")

    assert missed == []
    assert tried > 90


def test_administrations_that_let_everybody_in_are_found_out(asking):
    rows = [row for row in AT_A_CLINIC if row.address.startswith("admin/") and row.refused]

    with changed(Site, "has_permission", lambda self, request: request.user.is_authenticated):
        missed = [str(row) for row in rows if not notices(asking, [row])]

    assert missed == []


def test_without_the_middleware_everything_is_red(asking):
    rows = [row for row in AT_A_CLINIC if row.address in views() and row.refused]

    with changed(AccessMiddleware, "process_view", lambda *_anything: None):
        asking.forget_handlers()
        quiet = [str(row) for row in rows if not notices(asking, [row])]
    asking.forget_handlers()

    assert quiet == []


def _taken_away(row: Row, permissions: frozenset[Permission]) -> list[frozenset[Permission]]:
    """One at a time; all together where no program by itself may, since only its scopes can tell them apart."""
    return [permissions] if row.scopes == programs.NEVER else [frozenset({each}) for each in permissions]


def _endpoint(address: str) -> Any:
    found = {where: pattern.callback for where, pattern in addresses(import_module("config.urls_clinic").urlpatterns)}
    return found[address].cls
