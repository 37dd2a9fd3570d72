"""The statements that give a session its clinic and take it away."""

from __future__ import annotations

import psycopg

ARM = (
    "SELECT set_config('search_path', %s, false), set_config('role', %s, false),"
    " has_schema_privilege(%s::name, %s::text, 'USAGE')"
)
DISARM = "SELECT set_config('role', 'none', false), set_config('search_path', '', false)"
SET_PATH = "SELECT set_config('search_path', %s, false)"


def disarm(connection: psycopg.Connection) -> None:
    """Take a connection's rights away as it goes back to the pool."""
    connection.autocommit = True
    connection.execute(DISARM)
