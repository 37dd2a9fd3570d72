"""Programs at the API: people who signed in with one, and programs by themselves, each with a token of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from clinics.api.preconditions import etag
from clinics.kit.current import entering
from clinics.models import Clinic
from patients.charts.api.shapes import tag
from patients.charts.models import Note
from tests.access.asking import Answer, reading, taken_back
from tests.access.rows import ROLES, Row
from tests.access.world import Place
from tests.conftest import client_at
from tests.factories.staff import Role
from tests.factories.tokens import ALL, bearer, client_of, signed_in_program, token_of

OUTSIDE = ("nobody", "a browser that is signed in", "a token of another clinic", "a broken token")
NEVER = "never"


class Calling:
    """Tokens are got as programs get them: people's with every scope, programs' with those a line names."""

    def __init__(self, place: Place, other: Clinic) -> None:
        self.place = place
        at = place.at
        made = client_of(place.clinic, at=at)
        self.tokens = {letter: self._persons(role) for letter, role in ROLES.items()}
        self.tokens |= {"nobody": "", "a broken token": "a.broken.token", "a browser that is signed in": ""}
        self.tokens["a token of another clinic"] = bearer(other, at=at)
        self.scoped = lambda scopes: token_of(place.clinic, made, scope=" ".join(sorted(scopes)))
        self.signed_in = client_at(place.clinic, Role.OWNER)
        self.headers: dict[str, str] = {}

    def _persons(self, role: Role) -> str:
        return signed_in_program(self.place.clinic, self.place.at, role, *ALL)[0].token

    def token(self, who: str) -> str:
        """`who` is a letter, somebody of `OUTSIDE`, or the scopes of a program."""
        if who not in self.tokens:
            self.tokens[who] = self.scoped(who.split())
        return self.tokens[who]

    def ask(self, who: str, row: Row, *, instead: dict[str, UUID] | None = None, **extra: Any) -> Answer:
        """Ask, and take back whatever it did. `extra` is put beside what the line sends."""
        self.token(who)  # got before, so that it is not taken back with what it opens
        with taken_back():
            return self.send(who, row, instead=instead, **extra)

    def send(self, who: str, row: Row, *, instead: dict[str, UUID] | None = None, **extra: Any) -> Answer:
        host = self.place.clinic.canonical_host
        web = self.signed_in if who.startswith("a browser") else Client(SERVER_NAME=host, HTTP_HOST=host)
        token = self.token(who)
        path = self.place.address_of(row, instead=instead)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = getattr(web, row.method.lower())(path, headers=headers | self._said(row), **self._body(row, extra))
        return reading(answer, self.place, row)

    def _said(self, row: Row) -> dict[str, str]:
        said = {**self.headers, **({"Idempotency-Key": str(uuid4())} if row.keyed else {})}
        if row.match:
            with entering(self.place.clinic):
                known = self.place.fresh(row.match)
                said["If-Match"] = tag(known) if isinstance(known, Note) else etag(known.version)
        return said

    def _body(self, row: Row, extra: dict[str, Any]) -> dict[str, Any]:
        told = {**self.place.told(row.sends), **extra}
        if any(isinstance(each, tuple) for each in told.values()):
            return {"data": {n: SimpleUploadedFile(*v) if isinstance(v, tuple) else v for n, v in told.items()}}
        return {} if row.method in ("GET", "DELETE") else {"data": told, "content_type": "application/json"}


def refused_cells(row: Row) -> Iterator[tuple[str, int]]:
    """Who is refused on this line, and how: roles, programs that lack one scope, and whoever has no good token."""
    for letter in row.refused:
        yield letter, 403
    if row.scopes == NEVER:
        yield " ".join(ALL), 403
    for lacking in row.scopes.split():
        if lacking != NEVER:
            yield " ".join(scope for scope in ALL if scope != lacking), 403
    for who in OUTSIDE:
        yield who, 401


def allowed_cells(row: Row) -> Iterator[tuple[str, Row]]:
    for letter in row.allowed:
        yield letter, row
    for letter in row.only_own:
        yield letter, row.with_own(letter)
    if row.scopes != NEVER:
        yield row.scopes, row
