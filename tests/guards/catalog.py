"""What PostgreSQL knows of a schema: everything that makes two schemas behave alike or not."""

from __future__ import annotations

import re

import psycopg
from psycopg import sql

# `x IN ('a', 'b')` is written back with its casts in other places each time it is read.
CASTS_OF_LISTS = re.compile(r"::(?:character varying|text)(?:\[\])?|[()]")

RELATIONS = {
    "columns": """
        SELECT c.relname, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
               format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               a.attgenerated, a.attcollation::regcollation, a.attstorage, a.attcompression,
               pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = {oid} AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped""",
    "tables": """
        SELECT relname, relkind, relpersistence, relrowsecurity, relreplident, reloptions::text
        FROM pg_class WHERE relnamespace = {oid} AND relkind IN ('r', 'p', 'v', 'm', 'f')""",
    "constraints": """
        SELECT r.conrelid::regclass, r.conname, r.contype, r.condeferrable, r.condeferred, r.convalidated,
               pg_get_constraintdef(r.oid)
        FROM pg_constraint r WHERE r.connamespace = {oid}""",
    "indexes": """
        SELECT i.indexrelid::regclass, pg_get_indexdef(i.indexrelid), i.indisunique, i.indisvalid, i.indisprimary
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = {oid}""",
    "sequences": """
        SELECT s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle,
               d.refobjid::regclass, d.refobjsubid, d.deptype
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
        LEFT JOIN pg_depend d ON d.objid = s.seqrelid AND d.classid = 'pg_class'::regclass AND d.refobjsubid > 0
        WHERE c.relnamespace = {oid}""",
    "triggers": """
        SELECT t.tgrelid::regclass, t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = {oid} AND NOT t.tgisinternal""",
    "functions": "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = {oid}",
    "types": "SELECT typname, typtype FROM pg_type WHERE typnamespace = {oid} AND typtype IN ('d', 'e', 'r')",
}


def describe(connection: psycopg.Connection, schema: str) -> dict[str, set[str]]:
    """Everything in the schema as lines, by kind; the schema's own name is written as `schema`."""
    connection.execute("SELECT set_config('search_path', '', false)")
    (oid,) = connection.execute("SELECT oid FROM pg_namespace WHERE nspname = %s", [schema]).fetchone()
    found = {
        kind: {_line(row, schema) for row in connection.execute(sql.SQL(query).format(oid=sql.Literal(oid)))}
        for kind, query in RELATIONS.items()
    }
    applied = sql.SQL("SELECT app, name FROM {}").format(sql.Identifier(schema, "django_migrations"))
    return found | {"migrations": {_line(row, schema) for row in connection.execute(applied)}}


def differences(one: dict[str, set[str]], other: dict[str, set[str]]) -> list[str]:
    """Lines that stand in one description only: `-` in the first, `+` in the second."""
    return sorted(
        f"{kind} {sign} {line}"
        for kind in one
        for sign, lines in (("-", one[kind] - other[kind]), ("+", other[kind] - one[kind]))
        for line in lines
    )


def tables_with_rows(connection: psycopg.Connection, schema: str) -> set[str]:
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema]).fetchall()
    query = sql.SQL("SELECT EXISTS (SELECT FROM {})")
    return {
        table for (table,) in tables if connection.execute(query.format(sql.Identifier(schema, table))).fetchone()[0]
    }


def _line(row: tuple[object, ...], schema: str) -> str:
    line = " | ".join(str(value) for value in row).replace(f"{schema}.", "schema.")
    return CASTS_OF_LISTS.sub("", line) if " = ANY (" in line else line
