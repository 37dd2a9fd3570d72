"""What roles may do to tables, applied from what each app declares.

Default privileges give a role SELECT and INSERT on every table of its schema. An app's
`AppConfig.changeable` names the tables whose rows may also change, and how; packages' tables
stand in `settings.THIRD_PARTY_CHANGEABLE`. Everything else is insert-only by privilege.
"""

from __future__ import annotations

from collections import defaultdict

import psycopg
from django.apps import apps
from django.conf import settings
from psycopg import sql


def changeable() -> dict[str, str]:
    """Table name to the privileges beyond SELECT and INSERT, such as `"UPDATE, DELETE"`."""
    declared: dict[str, str] = dict(settings.THIRD_PARTY_CHANGEABLE)
    for config in apps.get_app_configs():
        declared.update(getattr(config, "changeable", {}))
    return declared


def apply(connection: psycopg.Connection, schema: str, role: str) -> None:
    """Make the role's privileges on the schema's tables exactly what is declared. Owner only."""
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]).fetchall()
    by_privilege: dict[str, list[sql.Identifier]] = defaultdict(list)
    declared = changeable()
    for (table,) in rows:
        if declared.get(table):
            by_privilege[declared[table]].append(sql.Identifier(schema, table))
    names = {"schema": sql.Identifier(schema), "role": sql.Identifier(role)}
    for statement in (
        "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
        "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {schema} TO {role}",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    ):
        connection.execute(sql.SQL(statement).format(**names))
    for privileges, tables in by_privilege.items():
        connection.execute(
            sql.SQL(f"GRANT {privileges} ON {{tables}} TO {{role}}").format(
                tables=sql.SQL(", ").join(tables), role=names["role"]
            )
        )
