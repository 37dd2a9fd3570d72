"""The database roles and how they are made.

| role | may |
|---|---|
| owner (`polyclinic_owner`) | create schemas, tables and clinic roles; serves no request |
| login (`polyclinic_app`) | become one of the roles below; by itself nothing (`NOINHERIT`) |
| platform (`polyclinic_platform`) | the public schema |
| clinic (`polyclinic_c_000123`) | that clinic's schema |
| keys (`polyclinic_keys`) | while a clinic's keys are rotated, the sealed columns of its tables, nothing else |
"""

from __future__ import annotations

from contextlib import suppress

import psycopg
from psycopg import sql

PREFIX = "polyclinic"
OWNER = f"{PREFIX}_owner"
LOGIN = f"{PREFIX}_app"


def platform_role() -> str:
    return f"{PREFIX}_platform"


def clinic_role(schema: str) -> str:
    return f"{PREFIX}_{schema}"


def keys_role() -> str:
    return f"{PREFIX}_keys"


def exists(connection: psycopg.Connection, role: str) -> bool:
    row = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    return row is not None


def ensure_login(connection: psycopg.Connection, role: str, password: str, attributes: str) -> None:
    """Create or update a role that signs in. `attributes` is literal SQL from this module."""
    verb = "ALTER" if exists(connection, role) else "CREATE"
    connection.execute(
        sql.SQL(f"{verb} ROLE {{}} LOGIN {attributes} PASSWORD {{}}").format(
            sql.Identifier(role), sql.Literal(password)
        )
    )


def ensure_group(connection: psycopg.Connection, role: str, *, login: str) -> None:
    """Create a role without login that `login` may become, but does not inherit from."""
    if not exists(connection, role):
        # Another database of this server may be making it right now.
        with (
            suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation),
            connection.transaction(),
        ):
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(login)))


def ensure_schema_rights(connection: psycopg.Connection, schema: str, role: str, *, owner: str) -> None:
    """Let `role` use `schema`; tables made there later are readable and insertable, no more."""
    names = {
        "schema": sql.Identifier(schema),
        "role": sql.Identifier(role),
        "owner": sql.Identifier(owner),
    }
    for statement in (
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT SELECT, INSERT ON TABLES TO {role}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema} GRANT USAGE ON SEQUENCES TO {role}",
    ):
        connection.execute(sql.SQL(statement).format(**names))


def prepare(connection: psycopg.Connection, *, owner: str, login: str, password: str) -> None:
    """Create the login and platform roles and close what PostgreSQL leaves open to everyone.

    Runs as the owner (who needs CREATEROLE) in the database itself, and may run again.
    """
    database = connection.info.dbname
    if login != owner:
        ensure_login(connection, login, password, "NOINHERIT NOCREATEROLE NOCREATEDB")
    ensure_group(connection, platform_role(), login=login)
    names = {
        "database": sql.Identifier(database),
        "owner": sql.Identifier(owner),
        "login": sql.Identifier(login),
    }
    for statement in (
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {login}",
        "GRANT ALL ON DATABASE {database} TO {owner}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    ):
        connection.execute(sql.SQL(statement).format(**names))
    ensure_schema_rights(connection, "public", platform_role(), owner=owner)
