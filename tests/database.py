"""The database of a test session: built once, copied for each worker.

`public` is migrated and two clinics are opened, Alder and Birch, with one member of staff per
role each, the same e-mail addresses, password hashes and even ids in both: what tells them apart
may never be a lucky difference. A session's workers copy the finished database.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from clinics.kit import roles
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.onboarding import schema
from clinics.onboarding.actions import Order, open_clinic
from config.postgres import embedded, local
from tests.factories.staff import add_one_person_per_role

ROOT = Path(__file__).resolve().parent.parent
OPENED_AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
BY = Actor.operator_command("tests")
ORDERS = (
    Order(
        subdomain="alder",
        name="Alder Clinic",
        admin_email="owner@example.com",
        time_zone="America/New_York",
        currency="USD",
        country="US",
        language="en",
    ),
    Order(
        subdomain="birch",
        name="Birch Clinic",
        admin_email="owner@example.com",
        time_zone="Europe/Madrid",
        currency="EUR",
        country="ES",
        language="es",
    ),
)


def use(name: str) -> None:
    """Point both connections at the database of this name."""
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def build(name: str) -> None:
    """Migrate `public`, open the two clinics and add their people."""
    use(name)
    local.fill_in(connections["owner"].settings_dict)
    call_command("migrate_schemas", "--shared", verbosity=0, interactive=False)
    for order in ORDERS:
        clinic = open_clinic(order=order, by=BY, at=OPENED_AT).clinic
        with entering(clinic):
            add_one_person_per_role(at=OPENED_AT)
    use("polyclinic")


@contextmanager
def session_database(run: str, worker: str) -> Iterator[str]:
    """A copy of the session's database for one worker; the last one to leave drops the model."""
    server = embedded.ensure_running()
    model, copy = f"test_{run}"[:50], f"test_{run}_{worker}"[:60]
    lock = Path(settings.DATA_DIR) / "test"
    lock.mkdir(parents=True, exist_ok=True)
    with (lock / "build.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with psycopg.connect(server.dsn("postgres"), autocommit=True) as admin:
            forget_dead_sessions(admin)
            known = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [model]).fetchone()
            if known is None:
                build(model)
            admin.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{model}" OWNER {roles.OWNER}')
            admin.execute(f'REVOKE ALL ON DATABASE "{copy}" FROM PUBLIC')
            admin.execute(f'GRANT CONNECT ON DATABASE "{copy}" TO {roles.LOGIN}')
            mark(admin, copy)
            mark(admin, model)
    try:
        yield copy
    finally:
        for alias in ("default", "owner"):
            connections[alias].close()
        with psycopg.connect(server.dsn("postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
            if worker in ("gw0", "main"):
                admin.execute(f'DROP DATABASE IF EXISTS "{model}" WITH (FORCE)')


def mark(admin: psycopg.Connection, database: str) -> None:
    """Note the process a test database belongs to."""
    pid = int(os.environ.get("PYTEST_XDIST_MASTER_PID", os.getpid()))
    admin.execute(f"COMMENT ON DATABASE \"{database}\" IS '{pid}'")


def forget_dead_sessions(admin: psycopg.Connection) -> None:
    """Drop test databases whose session was killed."""
    rows = admin.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE 'test\\_%'"
    ).fetchall()
    for name, owner in rows:
        if owner and not Path(f"/proc/{owner}").exists():
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def clinic(subdomain: str) -> Clinic:
    with entering_platform():
        return Clinic.objects.get(subdomain=subdomain).preload()


def open_own_clinic() -> Clinic:
    """Open a third clinic, committed, with one person per role."""
    order = replace(ORDERS[0], subdomain=f"own-{uuid4().hex[:12]}", name="Own Clinic")
    opened = open_clinic(order=order, by=BY, at=OPENED_AT).clinic
    with entering(opened):
        add_one_person_per_role(at=OPENED_AT)
    return opened


def drop_own_clinic(clinic: Clinic) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
    for _page_still_being_answered in range(10):  # its locks and ours may cross; then PostgreSQL ends one of us
        with suppress(psycopg.errors.DeadlockDetected):
            schema.drop(clinic.schema_name, with_role=False)  # other workers' clinics share the role
            break
    else:
        raise AssertionError(f"{clinic.schema_name} is still in use.")
    with entering_platform():
        Clinic.objects.filter(pk=clinic.pk).delete()
