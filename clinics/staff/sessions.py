"""Sessions that are worth something in one clinic only.

What a session holds is sealed with the clinic's key and tied to the session's own key. A row that
was copied to another clinic, even one with the same people and passwords, opens as empty. The
platform has no clinic key; its sessions are sealed under the installation's secret.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.serializers import JSONSerializer
from django.db import OperationalError
from django_tenants.utils import get_public_schema_name

from clinics.encryption import keyring
from clinics.encryption.keyring import CannotOpen
from clinics.kit.current import current_schema
from clinics.staff.devices import LONGEST

if TYPE_CHECKING:
    from django.http import HttpRequest

    from clinics.staff.models import User

SEEN, BEGAN = "seen_at", "began_at"  # seconds since 1970; the idle rule keeps them
AGENT, ADDRESS = "agent", "address"  # what the browser called itself, and where it was, when signing in
LABEL = "sessions.Session.session_data"
_NAMESPACE = UUID("5b0c1d3a-6d1c-4c1e-9f0e-0d9a3c5f7e21")


class SessionStore(DatabaseSessionStore):
    """Set as SESSION_ENGINE."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        plain = zlib.compress(JSONSerializer().dumps(session_dict))
        if current_schema() == get_public_schema_name():
            return _platform_seal(self.session_key).encrypt(plain).decode()
        return base64.b64encode(keyring.for_sealing().seal(plain, label=LABEL, row=self._row())).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What the session holds; nothing when it was sealed elsewhere or damaged."""
        try:
            if current_schema() == get_public_schema_name():
                plain = _platform_seal(self.session_key).decrypt(session_data)
            else:
                plain = keyring.current().open(base64.b64decode(session_data), label=LABEL, row=self._row())
            return JSONSerializer().loads(zlib.decompress(plain))
        except (CannotOpen, InvalidToken, ValueError, zlib.error, json.JSONDecodeError):
            return {}

    def save(self, must_create: bool = False) -> None:
        """Keep what it holds. A database that has gone away is not taken for a session that somebody ended:
        Django would answer 400, as if the request were wrong, to one that may have been done.
        """
        try:
            super().save(must_create=must_create)
        except UpdateError as ended:
            if isinstance(ended.__context__, OperationalError):
                raise ended.__context__ from None
            raise

    def _row(self) -> UUID:
        return handle_of(self.session_key)


def _platform_seal(session_key: str | None) -> Fernet:
    digest = hashlib.sha256(f"platform session {settings.SECRET_KEY} {session_key}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


@dataclass(frozen=True)
class OpenSession:
    """One sign-in that goes on. `handle` names it without giving away its key."""

    handle: UUID
    key: str
    began_at: datetime
    seen_at: datetime
    agent: str
    address: str


def handle_of(session_key: str | None) -> UUID:
    """A name for a session that nobody can sign in with: the key cannot be found from it."""
    return uuid5(_NAMESPACE, session_key or "")


def describe(request: HttpRequest) -> None:
    """Keep with a new session what its owner will recognise it by."""
    request.session[AGENT] = request.headers.get("User-Agent", "")[:LONGEST]
    request.session[ADDRESS] = getattr(request, "client_ip", request.META.get("REMOTE_ADDR", ""))


def sessions_of_provider(provider: str, *, at: datetime) -> Iterator[tuple[str, str, str]]:
    """Whose id, key, and the provider's own name of each living session that began there; one statement."""
    rows = SessionStore.get_model_class().objects.filter(expire_date__gt=at)
    for key, sealed in rows.values_list("session_key", "session_data").iterator():
        held = SessionStore(key).decode(sealed)
        for record in held.get("account_authentication_methods") or []:
            if record.get("method") == "socialaccount" and record.get("provider") == provider:
                yield held.get(SESSION_KEY, ""), key, record.get("sid", "")
                break


def open_sessions(user: User, *, at: datetime) -> Iterator[OpenSession]:
    """This person's sessions that still open something; one statement.

    A row does not say whose it is, so that a stolen table tells nobody who works when. The clinic's living
    sessions are opened one by one; they are few, since each ends within a day.
    """
    proof = user.get_session_auth_hash()
    rows = SessionStore.get_model_class().objects.filter(expire_date__gt=at)
    for key, sealed in rows.values_list("session_key", "session_data").iterator():
        held = SessionStore(key).decode(sealed)
        if held.get(SESSION_KEY) == str(user.pk) and held.get(HASH_SESSION_KEY) == proof:
            seen = held.get(SEEN, int(at.timestamp()))
            yield OpenSession(
                handle=handle_of(key),
                key=key,
                began_at=datetime.fromtimestamp(held.get(BEGAN, seen), UTC),
                seen_at=datetime.fromtimestamp(seen, UTC),
                agent=held.get(AGENT, ""),
                address=held.get(ADDRESS, ""),
            )
