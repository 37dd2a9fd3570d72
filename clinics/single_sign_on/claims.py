"""What a provider says about a person, read with care: it is text of others. No ORM."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST_SUBJECT = 191  # what allauth keeps
LONGEST_SESSION = 200
YES = (True, "true", "True", 1, "1")


class Claims:
    """The signed token's claims; what the userinfo answer adds stands behind them and never over them."""

    def __init__(self, said: Mapping[str, Any], *, more: Mapping[str, Any] | None = None) -> None:
        self._all = {**(more or {}), **said}
        self._said = said

    @property
    def subject(self) -> str:
        subject = str(self._said["sub"])
        return subject if len(subject) <= LONGEST_SUBJECT else hashlib.sha256(subject.encode()).hexdigest()

    @property
    def email(self) -> str:
        """In small letters; empty when there is none that could be one."""
        address = self._all.get("email")
        if not isinstance(address, str):
            return ""
        try:
            validate_email(address)
        except ValidationError:
            return ""
        return address.lower()

    @property
    def email_is_verified(self) -> bool:
        """Microsoft's directory says it by another name."""
        return any(self._all.get(claim) in YES for claim in ("email_verified", "xms_edov"))

    @property
    def name(self) -> str:
        name = self._all.get("name")
        return " ".join(name.split())[:120] if isinstance(name, str) else ""

    @property
    def signed_in_at(self) -> int | None:
        """When the person signed in at the provider, in seconds since 1970, by the signed `auth_time`."""
        told = self._said.get("auth_time")
        return told if isinstance(told, int) and not isinstance(told, bool) else None

    @property
    def session(self) -> str:
        """What the provider calls this sign-in, by the signed `sid`; it names it again when it ends."""
        told = self._said.get("sid")
        return told if isinstance(told, str) and len(told) <= LONGEST_SESSION else ""

    @property
    def methods(self) -> frozenset[str]:
        """How the person showed who they are: the signed `amr`, and `acr`."""
        return frozenset(_texts(self._said.get("amr"))) | frozenset(_texts(self._said.get("acr")))

    def values(self, claim: str) -> list[str]:
        """What a claim holds, one text or many; `realm_access.roles` looks inside, unless that is its whole name."""
        if claim in self._all:
            return _texts(self._all[claim])
        found: Any = self._all
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return _texts(found)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
