"""The embedded server as the product's database: roles and database made on first use."""

from __future__ import annotations

import hashlib
import hmac
import threading
import time
from typing import Any

import psycopg
from psycopg import sql

from clinics.kit import roles
from config.postgres import embedded

_lock = threading.Lock()
_prepared: set[str] = set()
_filled: dict[tuple[str, bool], tuple[str, float]] = {}  # for which run of the server, and when that was last seen
TRUSTED = 1.0  # seconds


def fill_in(settings_dict: dict[str, Any]) -> None:
    """Start the embedded server if need be and complete Django's settings for it in place.

    Django asks at each connection taken from the pool, so a server that goes on living is not tried again.
    """
    key = (settings_dict["NAME"], bool(settings_dict.get("OWNER")))
    known, seen = _filled.get(key, ("", 0.0))
    now = time.monotonic()
    if known and settings_dict.get("PASSWORD"):
        if now - seen < TRUSTED:
            return
        if known == embedded.identity():
            _filled[key] = (known, now)
            return
    server = embedded.ensure_running()
    with _lock:
        _filled[key] = (embedded.identity(), now)
        if settings_dict["NAME"] not in _prepared:
            prepare(server, settings_dict["NAME"])
            _prepared.add(settings_dict["NAME"])
    user = roles.OWNER if settings_dict.get("OWNER") else roles.LOGIN
    settings_dict.update(HOST=server.host, PORT=str(server.port), USER=user, PASSWORD=password(server, user))


def password(server: embedded.EmbeddedServer, role: str) -> str:
    """A role's password, derived from the server's own, so that no second secret is kept."""
    return hmac.new(server.password.encode(), role.encode(), hashlib.sha256).hexdigest()


def prepare(server: embedded.EmbeddedServer, database: str) -> None:
    """Create owner, database and roles where they are missing."""
    with psycopg.connect(server.dsn("postgres"), autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(726001)")
        roles.ensure_login(admin, roles.OWNER, password(server, roles.OWNER), "CREATEROLE CREATEDB NOSUPERUSER")
        known = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if known.fetchone() is None:
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(roles.OWNER))
            )
        with psycopg.connect(server.dsn(database), autocommit=True) as inside:
            inside.execute(f"ALTER SCHEMA public OWNER TO {roles.OWNER}")
        owner_dsn = server.dsn(database, roles.OWNER, password(server, roles.OWNER))
        with psycopg.connect(owner_dsn) as owner:
            roles.prepare(
                owner,
                owner=roles.OWNER,
                login=roles.LOGIN,
                password=password(server, roles.LOGIN),
            )


def doubt() -> None:
    """A connection failed: try the server itself before the next one, and start it where it has gone."""
    _filled.clear()


def forget(database: str) -> None:
    """The database was dropped: prepare it again on next use."""
    with _lock:
        _prepared.discard(database)
