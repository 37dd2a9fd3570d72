"""Sealing again with a clinic's new key what its earlier one sealed.

`resealers` names every place where sealed bytes lie. `SealedColumns` is the one for model fields; apps that keep sealed
bytes elsewhere, as in sessions or in objects of the storage, register their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql

from clinics.encryption import keyring
from clinics.encryption.keyring import PREFIX_BYTES, CannotOpen, Keyring
from clinics.encryption.sealed import SealedField
from clinics.kit.registry import Registry

BATCH = 500
TRIES = 20
PATIENCE = "2s"


@dataclass(frozen=True)
class Resealer:
    """Seals again, for the clinic at work, whatever does not open with `newest`, the keyring of the new keys alone.

    `run(newest)` yields after each batch how many values it has sealed again since the last.
    """

    name: str
    run: Callable[[Keyring], Iterator[int]]
    order: int = 100


resealers: Registry[Resealer] = Registry("Resealers")


def is_sealed_by(newest: Keyring, sealed: bytes, **place: Any) -> bool:
    try:
        newest.open(sealed, **place)
    except CannotOpen:
        return False
    return True


def again(sealed: bytes, **place: Any) -> bytes:
    """The same value sealed by the key in use now. Raises CannotOpen."""
    ring = keyring.current()
    return ring.seal(ring.open(sealed, **place), **place)


def sealed_columns() -> dict[type[models.Model], list[SealedField]]:
    """Every model that seals, with the fields that do."""
    found = {model: [each for each in model._meta.local_fields if isinstance(each, SealedField)] for model in _models()}
    return {model: fields for model, fields in found.items() if fields}


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]


@contextmanager
def as_role(connection: psycopg.Connection, role: str) -> Iterator[None]:
    """One transaction in which the connection may do what this role may, and waits for nobody for long."""
    with connection.transaction():
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
        connection.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(PATIENCE)))
        yield


@dataclass(frozen=True)
class SealedColumns:
    """The sealed columns of one model in one schema, changed under a role that may change nothing else.

    A row that somebody changes meanwhile is left to the next pass: what they wrote is already sealed by the new key.
    """

    connection: psycopg.Connection
    schema: str
    role: str
    model: type[models.Model]
    fields: list[SealedField]

    def run(self, newest: Keyring) -> Iterator[int]:
        prefix = newest.seal_prefix
        last = None
        while rows := self._stale(prefix, after=last):
            last = rows[-1][0]
            yield self._reseal(rows, prefix)

    def _stale(self, prefix: bytes, *, after: Any) -> list[tuple[Any, ...]]:
        """Rows with some value that another key sealed, in the order of their ids."""
        stale = sql.SQL(" OR ").join(
            sql.SQL("(octet_length({0}) > 0 AND substr({0}, 1, {1}) <> {2})").format(
                column, sql.Literal(len(prefix)), sql.Literal(prefix)
            )
            for column in self._columns
        )
        query = sql.SQL("SELECT {id}, {columns} FROM {table} WHERE {after} ({stale}) ORDER BY {id} LIMIT {limit}")
        return self._asked(
            query.format(
                id=self._id,
                columns=sql.SQL(", ").join(self._columns),
                table=self._table,
                after=sql.SQL("{} > {} AND").format(self._id, sql.Literal(after)) if after else sql.SQL(""),
                stale=stale,
                limit=sql.Literal(BATCH),
            )
        )

    def _asked(self, query: sql.Composed) -> list[tuple[Any, ...]]:
        with as_role(self.connection, self.role):
            return self.connection.execute(query).fetchall()

    def _reseal(self, rows: list[tuple[Any, ...]], prefix: bytes) -> int:
        changes = [self._change(row, prefix) for row in rows]
        sets = sql.SQL(", ").join(sql.SQL("{} = %s").format(column) for column in self._columns)
        same = sql.SQL(" AND ").join(sql.SQL("{} IS NOT DISTINCT FROM %s").format(column) for column in self._columns)
        update = sql.SQL("UPDATE {} SET {} WHERE {} = %s AND {}").format(self._table, sets, self._id, same)
        for attempt in range(TRIES):
            try:
                with as_role(self.connection, self.role), self.connection.cursor() as cursor:
                    cursor.executemany(update, changes)
                    return cursor.rowcount
            except (psycopg.errors.DeadlockDetected, psycopg.errors.LockNotAvailable):
                if attempt == TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def _change(self, row: tuple[Any, ...], prefix: bytes) -> tuple[Any, ...]:
        """New values, the id, and the values they replace."""
        row_id, *values = row
        renewed = [
            value if not value or value[:PREFIX_BYTES] == prefix else again(value, label=field.label, row=row_id)
            for field, value in zip(self.fields, values, strict=True)
        ]
        return (*renewed, row_id, *values)

    @property
    def _columns(self) -> list[sql.Identifier]:
        return [sql.Identifier(str(field.column)) for field in self.fields]

    @property
    def _id(self) -> sql.Identifier:
        return sql.Identifier(str(self.model._meta.pk.column))

    @property
    def _table(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.model._meta.db_table)
