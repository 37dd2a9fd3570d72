"""Rotating keys as an operator does, and looking at what came of it."""

from __future__ import annotations

import io

from django.core.management import call_command
from psycopg import sql

from clinics.encryption import keyring
from clinics.encryption.resealing import sealed_columns
from clinics.kit.current import entering_platform
from clinics.models import DataKey
from clinics.onboarding.schema import owner_connection

SECRET = "JBSWY3DPEHPK3PXP"
"""The seed of a colleague's second factor."""


def rotate(clinic, *options):
    out = io.StringIO()
    call_command("rotate_keys", *([clinic.subdomain] if clinic else []), "--wait=0", *options, stdout=out)
    if clinic:
        clinic.forget_preloaded()
        clinic.preload()
    return out.getvalue()


def stale(clinic) -> dict[str, int]:
    """How many values of each sealed column another key than the clinic's one sealed."""
    prefix = keyring.of(clinic).seal_prefix
    found = {}
    tables = {
        row[0]
        for row in owner_connection().execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s", [clinic.schema_name]
        )
    }
    for model, fields in sealed_columns().items():
        for field in fields if model._meta.db_table in tables else ():
            asked = sql.SQL("SELECT count(*) FROM {} WHERE octet_length({c}) > 0 AND substr({c}, 1, 5) <> %s").format(
                sql.Identifier(clinic.schema_name, model._meta.db_table), c=sql.Identifier(field.column)
            )
            count = owner_connection().execute(asked, [prefix]).fetchone()[0]
            if count:
                found[field.label] = count
    return found


def keys_of(clinic) -> dict[str, tuple[int, bytes]]:
    with entering_platform():
        return {row.purpose: (row.version, bytes(row.wrapped)) for row in DataKey.objects.filter(clinic=clinic)}
