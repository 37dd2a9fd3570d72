"""Refusing to start behind a pooler that hands a session's connection to others between transactions.

A clinic's role and search path are settings of the session. PgBouncer in transaction or statement
mode gives each transaction whatever server connection is free, so that one clinic's request would
run with another's settings (up to 70 % of answers came from the wrong clinic when this was
measured). Session mode is fine, and so is a proxy that pins a session once it has set something
(RDS Proxy does): each connection then keeps what it was told, which is all that is looked for here.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

SESSIONS = 4
PAUSES = (0.5, 1, 2, 4, 8)  # seconds between attempts to reach the database
MARK = "polyclinic.session"
ADVICE = (
    "DATABASE_URL leads through a pooler that shares connections between transactions. A clinic could be answered "
    "with another's patients, so nothing starts. Use the pooler's session mode, or connect to PostgreSQL directly; "
    "the application keeps a pool of its own."
)


class SharedSessions(ImproperlyConfigured):
    """What a session was told is not what it knows afterwards."""


def refuse_shared_sessions(alias: str = "default") -> None:
    """Raise SharedSessions when sessions of this database are not kept apart. For servers, as they start.

    The embedded server is our own and has nothing in front of it. A database that does not answer yet is waited for.
    """
    wrapper = connections[alias]
    if wrapper.settings_dict.get("EMBEDDED"):
        return
    for pause in (*PAUSES, None):
        try:
            check(wrapper.get_connection_params())
        except psycopg.OperationalError:
            if pause is None:
                raise
            time.sleep(pause)
        else:
            return


def check(params: Mapping[str, Any]) -> None:
    """Tell some sessions apart, then ask each, the last one first, who it is and where it runs."""
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(_session(params)) for _number in range(SESSIONS)]
        told = [(session, uuid4().hex) for session in opened]
        known = [(session, mark, _tell(session, mark)) for session, mark in told]
        for session, mark, process in reversed(known):
            if _ask(session) != (mark, process):
                raise SharedSessions(ADVICE)


def _session(params: Mapping[str, Any]) -> psycopg.Connection[Any]:
    plain = {name: value for name, value in params.items() if name not in ("context", "cursor_factory", "row_factory")}
    return psycopg.connect(**{**plain, "autocommit": True, "prepare_threshold": None})


def _tell(session: psycopg.Connection[Any], mark: str) -> int:
    """Set the session's mark; return the server process that did it."""
    row = session.execute("SELECT set_config(%s, %s, false), pg_backend_pid()", [MARK, mark]).fetchone()
    return int(row[1]) if row else 0


def _ask(session: psycopg.Connection[Any]) -> tuple[str, int]:
    row = session.execute("SELECT current_setting(%s, true), pg_backend_pid()", [MARK]).fetchone()
    return (str(row[0]), int(row[1])) if row else ("", 0)
