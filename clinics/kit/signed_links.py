"""Links that open one thing without signing in: signed, of one clinic, for one use."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from django.core.signing import BadSignature, Signer

from clinics.kit.current import current_clinic

SEPARATOR = "."


class WrongLink(Exception):
    """The link was cut, changed, made for another use, or made by another clinic."""


def sign(row_id: UUID, *, use: str) -> str:
    """A token for this row and use; always the same, and only this clinic takes it."""
    return _signer(use).sign(urlsafe_b64encode(row_id.bytes).decode().rstrip("="))


def read(token: str, *, use: str) -> UUID:
    """The row a token was made for. Raises WrongLink, which tells nobody whether the row exists."""
    try:
        return UUID(bytes=urlsafe_b64decode(_signer(use).unsign(token) + "=="))
    except (BadSignature, ValueError) as wrong:
        raise WrongLink from wrong


def _signer(use: str) -> Signer:
    return Signer(salt=f"links.{use}.{current_clinic().schema_name}", sep=SEPARATOR)
