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
from typing import Any
from uuid import UUID, uuid5

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.serializers import JSONSerializer
from django_tenants.utils import get_public_schema_name

from clinics.encryption import keyring
from clinics.encryption.keyring import CannotOpen
from clinics.kit.current import current_schema

LABEL = "sessions.Session.session_data"
_NAMESPACE = UUID("5b0c1d3a-6d1c-4c1e-9f0e-0d9a3c5f7e21")


class SessionStore(DatabaseSessionStore):
    """Set as SESSION_ENGINE."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        plain = zlib.compress(JSONSerializer().dumps(session_dict))
        if current_schema() == get_public_schema_name():
            return _platform_seal(self.session_key).encrypt(plain).decode()
        return base64.b64encode(keyring.current().seal(plain, label=LABEL, row=self._row())).decode()

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

    def _row(self) -> UUID:
        return uuid5(_NAMESPACE, self.session_key or "")


def _platform_seal(session_key: str | None) -> Fernet:
    digest = hashlib.sha256(f"platform session {settings.SECRET_KEY} {session_key}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
