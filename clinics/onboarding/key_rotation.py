"""Rotating a clinic's keys while it works. (Actions; see config/decisions/0022.)

`advance` takes the keysets one stage further, `reseal` seals again whatever the earlier keys sealed. Each may be killed
anywhere: the stage stands in the keysets, and what is sealed again is seen on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from psycopg import sql

from clinics.audit import actions as audit
from clinics.encryption.keyring import Keyring
from clinics.encryption.keysets import WrappedKey
from clinics.encryption.resealing import SealedColumns, resealers, sealed_columns
from clinics.encryption.rotation import ROTATED, Stage, next_stage, rewrapped, stage_of
from clinics.encryption.sealed import SealedField
from clinics.kit import roles
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, DataKey
from clinics.onboarding import schema

EVENTS = {
    Stage.SINGLE: "keys.published",
    Stage.PUBLISHED: "keys.promoted",
    Stage.PROMOTED: "keys.rotated",
}


@dataclass(frozen=True)
class Standing:
    """Where the rotation of a clinic's keys stands, and since when."""

    stage: Stage
    since: datetime


def standing(clinic: Clinic) -> Standing:
    """Raises KeysUnavailable."""
    with entering_platform():
        row = DataKey.objects.filter(clinic=clinic, purpose=ROTATED[0]).latest("version")
        return Standing(stage_of(_key(row), schema=clinic.schema_name), row.created_at)


def advance(*, clinic: Clinic, by: Actor, at: datetime) -> Stage:
    """Take the keysets one stage further, all or none. From promoted the earlier keys are gone for ever.

    Raises KeysUnavailable; nothing has changed then.
    """
    with entering_platform(), transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)
        keys = newest_keys(clinic)
        before = stage_of(keys[0], schema=clinic.schema_name)
        after = [next_stage(key, schema=clinic.schema_name) for key in keys]
        DataKey.objects.bulk_create(
            DataKey(clinic=clinic, purpose=key.purpose, version=key.version, wrapped=key.wrapped) for key in after
        )
        for key in keys:
            DataKey.objects.filter(clinic=clinic, purpose=key.purpose, version__lte=key.version).delete()
        audit.record(event=EVENTS[before], by=by, at=at, subject=clinic)
        stage = stage_of(after[0], schema=clinic.schema_name)
    clinic.forget_preloaded()
    return stage


def reseal(*, clinic: Clinic) -> Iterator[tuple[str, int]]:
    """Seal again, by the promoted keys, all that earlier ones sealed: the name of a place and how much, batch by batch.

    Ends after a pass over everything that found nothing more.
    """
    with entering_platform():
        finished = tuple(next_stage(key, schema=clinic.schema_name) for key in newest_keys(clinic))
    clinic.forget_preloaded()
    others = tuple(key for key in clinic.preload().wrapped_keys if key.purpose not in ROTATED)
    newest = Keyring(clinic.schema_name, (*finished, *others))
    with allowed(clinic) as columns, entering(clinic):
        found = True
        while found:
            found = False
            for name, count in _one_pass(columns, newest):
                found = found or count > 0
                yield name, count


def _one_pass(columns: list[SealedColumns], newest: Keyring) -> Iterator[tuple[str, int]]:
    for column in columns:
        for count in column.run(newest):
            yield column.model._meta.label, count
    for resealer in resealers:
        for count in resealer.run(newest):
            yield resealer.name, count


def rewrap(*, clinic: Clinic, by: Actor, at: datetime) -> int:
    """Wrap the clinic's keysets by the wrapping key in use now; how many. Raises KeysUnavailable."""
    with entering_platform(), transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)  # its keys go through no stage meanwhile
        rows = list(DataKey.objects.filter(clinic=clinic))
        for row in rows:
            row.wrapped = rewrapped(_key(row), schema=clinic.schema_name).wrapped
            row.save(update_fields=["wrapped"])
        audit.record(event="keys.rewrapped", by=by, at=at, subject=clinic)
    clinic.forget_preloaded()
    return len(rows)


def newest_keys(clinic: Clinic) -> list[WrappedKey]:
    """The newest keyset of each purpose that is rotated; enter the platform first."""
    rows = DataKey.objects.filter(clinic=clinic, purpose__in=ROTATED).order_by("purpose", "version")
    newest = {row.purpose: _key(row) for row in rows}
    return [newest[purpose] for purpose in ROTATED]


def _key(row: DataKey) -> WrappedKey:
    return WrappedKey(row.purpose, row.version, bytes(row.wrapped))


@contextmanager
def allowed(clinic: Clinic) -> Iterator[list[SealedColumns]]:
    """Let the keys' role read and change the sealed columns of this clinic, until the block ends."""
    owner, role = schema.owner_connection(), roles.keys_role()
    roles.ensure_group(owner, role, login=owner.info.user)
    tables = {
        row[0] for row in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [clinic.schema_name])
    }
    here = {model: fields for model, fields in sealed_columns().items() if model._meta.db_table in tables}
    names = {"schema": sql.Identifier(clinic.schema_name), "role": sql.Identifier(role)}
    owner.execute(sql.SQL("GRANT USAGE ON SCHEMA {schema} TO {role}").format(**names))
    for model, fields in here.items():
        owner.execute(_grant(model, fields, **names, schema_name=clinic.schema_name))
    try:
        yield [SealedColumns(owner, clinic.schema_name, role, model, fields) for model, fields in here.items()]
    finally:
        if not owner.closed:
            owner.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}").format(**names))
            owner.execute(sql.SQL("REVOKE USAGE ON SCHEMA {schema} FROM {role}").format(**names))


def _grant(
    model: type[models.Model], fields: list[SealedField], *, role: sql.Identifier, schema_name: str, **_names: object
) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)
    return sql.SQL("GRANT SELECT ({id}, {columns}), UPDATE ({columns}) ON {table} TO {role}").format(
        id=sql.Identifier(str(model._meta.pk.column)),
        columns=columns,
        table=sql.Identifier(schema_name, model._meta.db_table),
        role=role,
    )
