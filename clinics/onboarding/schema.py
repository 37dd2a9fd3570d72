"""Making a clinic's schema: the migrated template replayed in one transaction, with its rights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql

from clinics.kit import grants, roles

TEMPLATE = Path(__file__).with_name("template.sql")
PLACEHOLDER = "clinic_template"
OWNER_ALIAS = "owner"
CREATION_LOCK = 726002  # roles and the rights on `public` are one for all clinics
ONBOARDING_LOCK = 726003


@cache
def template_sql() -> str:
    return TEMPLATE.read_text(encoding="utf-8")


@cache
def template_migrations() -> frozenset[tuple[str, str]]:
    """App and name of every migration that a clinic has run when it is made."""
    _before, _insert, rows = template_sql().partition("INSERT INTO clinic_template.django_migrations")
    return frozenset(re.findall(r"\('(\w+)', '(\w+)', now\(\)\)", rows))


def owner_connection() -> psycopg.Connection:
    """The owner's psycopg connection, in autocommit; it makes schemas and roles."""
    wrapper = connections[OWNER_ALIAS]
    wrapper.ensure_connection()
    return wrapper.connection


def login_role() -> str:
    """The role that requests sign in to the database with."""
    wrapper = connections["default"]
    wrapper.get_connection_params()
    return wrapper.settings_dict["USER"]


def exists(schema: str) -> bool:
    row = owner_connection().execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema]).fetchone()
    return row is not None


@contextmanager
def alone_with(subdomain: str) -> Iterator[None]:
    """Wait until no other process opens this subdomain or rotates its keys; a killed one lets go by itself."""
    owner = owner_connection()
    owner.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [ONBOARDING_LOCK, subdomain])
    try:
        yield
    finally:
        if not owner.closed:
            owner.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [ONBOARDING_LOCK, subdomain])


def next_number() -> int:
    """A number no clinic has had, whatever became of it: schema names are never used again."""
    cursor = owner_connection().execute("SELECT nextval(pg_get_serial_sequence('public.clinics_clinic', 'id'))")
    return int(cursor.fetchall()[0][0])


def create(schema: str) -> None:
    """Create schema, role, tables and rights, all or nothing. Does nothing when it exists."""
    connection = owner_connection()
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [CREATION_LOCK])
        if exists(schema):
            return
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        give_rights(connection, schema)
        connection.execute(template_sql().replace(f"{PLACEHOLDER}.", f"{schema}."))
        grants.apply(connection, schema, roles.clinic_role(schema))


def give_rights(connection: psycopg.Connection, schema: str) -> None:
    """Make the clinic's role and let it use its schema, and wake the dispatcher; no more."""
    role = roles.clinic_role(schema)
    owner = connection.info.user
    roles.ensure_group(connection, role, login=login_role())
    roles.ensure_schema_rights(connection, schema, role, owner=owner)
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT INSERT ON public.clinics_wakeup TO {role}",
    ):
        connection.execute(sql.SQL(statement).format(role=sql.Identifier(role)))


def drop(schema: str, *, with_role: bool = True) -> None:
    """Drop a clinic's schema, and its role. For tests and for clinics that were closed for good.

    Roles are the server's, not the database's: a role that other databases know is kept.
    """
    connection = owner_connection()
    names = {"schema": sql.Identifier(schema), "role": sql.Identifier(roles.clinic_role(schema))}
    with connection.transaction():
        connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {schema} CASCADE").format(**names))
        if not roles.exists(connection, roles.clinic_role(schema)):
            return
        for statement in (
            "REVOKE USAGE ON SCHEMA public FROM {role}",
            "REVOKE INSERT ON public.clinics_wakeup FROM {role}",
        ):
            connection.execute(sql.SQL(statement).format(**names))
    if with_role:
        with suppress(psycopg.errors.DependentObjectsStillExist):
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {role}").format(**names))
