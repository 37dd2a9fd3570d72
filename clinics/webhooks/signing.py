"""The Standard Webhooks scheme: secrets, and the three headers of a message.

See https://www.standardwebhooks.com: HMAC-SHA256 over `id.timestamp.body`, in base64, one signature for each secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from clinics.api.bodies import moment
from clinics.events.models import DomainEvent

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signature(secret: str, *, id: str, timestamp: int, body: bytes) -> str:
    """One signature, as `v1,` and base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(secrets_now: Iterable[str], *, id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers by which the receiver knows who sent this, when, and whether it was told before."""
    timestamp = int(at.timestamp())
    signatures = [signature(each, id=id, timestamp=timestamp, body=body) for each in secrets_now]
    return {
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


def body_of(event: DomainEvent) -> bytes:
    """What is told: the kind, the moment and ids. Whoever wants more asks the API, and is seen asking."""
    told = {"type": event.kind, "timestamp": moment(event.at), "data": event.ids}
    return json.dumps(told, separators=(",", ":")).encode()


def message_id(event_id: UUID) -> str:
    """The same at each try and each replay, so that the receiver can tell that it knows it."""
    return f"evt_{event_id.hex}"
