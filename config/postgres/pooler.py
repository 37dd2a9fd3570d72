"""Refusing to start behind a pooler that hands a session's connection to others between transactions.

A clinic's role and search path are settings of the session. PgBouncer in transaction or statement
mode gives each transaction whatever server connection is free, so that one clinic's request would
run with another's settings (up to 70 % of answers came from the wrong clinic when this was
measured). Session mode is fine.

What is looked at is behaviour, not a server's name: whether sessions, told apart the way clinics
are armed (`set_config`), each find their setting and their server process again afterwards. That
covers RDS Proxy too. It pins a session to one connection once the session has changed a setting,
and is then taken, though it saves no connections; with the session pinning filter
EXCLUDE_VARIABLE_SETS it goes on sharing them, and is refused. It is asked as a process starts: a
pooler whose mode is changed later is noticed at the next start, or by `check_clinic`.
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
# A setting that no pooler knows, and one that newer ones may carry along by themselves.
TELL = """SELECT pg_backend_pid(), set_config('polyclinic.session', %(mark)s, false),
    set_config('search_path', %(mark)s, false)"""
ASK = "SELECT current_setting('polyclinic.session', true), current_setting('search_path'), pg_backend_pid()"
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
        told = [(session, f"m{uuid4().hex}") for session in opened]
        known = [(session, mark, _tell(session, mark)) for session, mark in told]
        for session, mark, process in reversed(known):
            if _ask(session) != (mark, mark, process):
                raise SharedSessions(ADVICE)


def _session(params: Mapping[str, Any]) -> psycopg.Connection[Any]:
    plain = {name: value for name, value in params.items() if name not in ("context", "cursor_factory", "row_factory")}
    return psycopg.connect(**{**plain, "autocommit": True, "prepare_threshold": None})


def _tell(session: psycopg.Connection[Any], mark: str) -> int:
    """Set the session's marks; return the server process that did it."""
    row = session.execute(TELL, {"mark": mark}).fetchone()
    return int(row[0]) if row else 0


def _ask(session: psycopg.Connection[Any]) -> tuple[str, str, int]:
    row = session.execute(ASK).fetchone()
    return (str(row[0]), str(row[1]), int(row[2])) if row else ("", "", 0)
