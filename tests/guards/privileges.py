"""What roles may really do, as PostgreSQL tells it, and the reviewed list it must equal."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import psycopg

LIST = Path(__file__).with_name("privileges.txt")
INSERT_ONLY = "for ever"

ACTUAL = """
    SELECT c.relname, coalesce(nullif(a.grantee, 0)::regrole::text, 'everyone'), a.privilege_type
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL aclexplode(coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char",
                                                                c.relowner))) a
    WHERE n.nspname = %s AND c.relkind = ANY (%s) AND a.grantee <> c.relowner
"""
TABLES, SEQUENCES = ["r", "p", "v", "m", "f"], ["S"]


def actual(connection: psycopg.Connection, schema: str, kinds: list[str] = TABLES) -> dict[tuple[str, str], str]:
    """From table and role to its privileges in alphabetical order, the owner's own left out."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for table, role, privilege in connection.execute(ACTUAL, [schema, kinds]):
        found[table, role].add(privilege)
    return {key: " ".join(sorted(privileges)) for key, privileges in found.items()}


def lines(held: dict[tuple[str, str], str], names: dict[str, str]) -> set[str]:
    """The list's lines for what is held; `names` says what a role is called there."""
    return {f"{names.get(role, role)} {table} {privileges}" for (table, role), privileges in held.items()}


def reviewed() -> dict[str, bool]:
    """The list's lines, and whether the table is insert-only for ever."""
    found = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        said, _hash, note = line.partition("#")
        if said.strip():
            found[" ".join(said.split())] = note.strip().startswith(INSERT_ONLY)
    return found
