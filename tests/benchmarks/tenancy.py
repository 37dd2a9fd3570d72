"""Tenancy on and off: the same code and server, with arming, roles and the host lookup left out.

Off, the login role is given one clinic's role and search path by the database itself, which no
installation does; pages then do the same work for one clinic without asking which.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection, connections
from django.test import Client

from clinics.kit import roles
from clinics.models import Clinic
from clinics.staff.permissions import Role
from config.middleware.clinic import ClinicMiddleware, host_cache
from config.postgres import embedded
from config.postgres.base import DatabaseWrapper
from tests.benchmarks.measuring import Line, cpu_ms, ratio
from tests.conftest import client_at

PAGE = "/settings/staff/"
REQUESTS = 60


def lines(clinic: Clinic) -> Iterator[Line]:
    client = client_at(clinic, Role.OWNER)
    assert client.get(PAGE).status_code == 200

    def off() -> float:
        with switched_off(clinic):
            return measure(client)

    with_rights_by_database(clinic)
    value, on_ms, off_ms = ratio(lambda: measure(client), off)
    without_rights_by_database()
    yield Line("page CPU, tenancy on / off", value, 1.15, detail=f"{on_ms:.2f} / {off_ms:.2f} ms")


def measure(client: Client) -> float:
    client.get(PAGE)
    return cpu_ms(lambda: client.get(PAGE), REQUESTS)


@contextmanager
def switched_off(clinic: Clinic) -> Iterator[None]:
    """Leave out arming, disarming and the host lookup until the block ends."""
    kept = (DatabaseWrapper._handle_search_path, ClinicMiddleware.__call__)
    connection.close()

    def straight_on(self: ClinicMiddleware, request):
        request.clinic = request.tenant = clinic
        return self.get_response(request)

    DatabaseWrapper._handle_search_path = lambda self, cursor=None: None
    ClinicMiddleware.__call__ = straight_on
    connection.set_tenant(clinic)
    try:
        yield
    finally:
        DatabaseWrapper._handle_search_path, ClinicMiddleware.__call__ = kept
        connection.set_tenant(None)
        connection.close()
        host_cache.clear()


def with_rights_by_database(clinic: Clinic) -> None:
    role = roles.clinic_role(clinic.schema_name)
    alter(f"SET role = '{role}'")
    alter(f"SET search_path = '{clinic.schema_name}'")


def without_rights_by_database() -> None:
    alter("RESET ALL")


def alter(what: str) -> None:
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(embedded.ensure_running().dsn("postgres"), autocommit=True) as admin:
        admin.execute(f'ALTER ROLE {roles.LOGIN} IN DATABASE "{name}" {what}')
