"""`clinic_template`: write the SQL that new clinics are made from, or check that it is current."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any

import psycopg
import psycopg.conninfo
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django_tenants.migration_executors import base as executors

from clinics.onboarding import template
from clinics.onboarding.schema import OWNER_ALIAS, PLACEHOLDER, TEMPLATE
from config.postgres import embedded

SCRATCH = f"polyclinic_template_scratch_{os.getpid()}"  # each process has its own
PATIENCE = 100  # tries


class Command(BaseCommand):
    help = "Writes (--write) or checks (--check) the SQL template that new clinics are made from."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        action = parser.add_mutually_exclusive_group(required=True)
        action.add_argument("--write", action="store_true")
        action.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        current = generate()
        if options["write"]:
            TEMPLATE.write_text(current, encoding="utf-8")
        elif TEMPLATE.read_text(encoding="utf-8") != current:
            raise CommandError("The clinic template differs from the migrations: run `make template`.")


def generate() -> str:
    """Migrate an empty schema in a scratch database and dump it."""
    wrapper = connections[OWNER_ALIAS]
    wrapper.ensure_connection()
    original = wrapper.settings_dict["NAME"]
    with scratch_database(wrapper) as dsn:
        wrapper.close()
        wrapper.settings_dict["NAME"] = SCRATCH
        try:
            return template.HEADER + migrated_dump(wrapper, dsn)
        finally:
            wrapper.close()
            wrapper.settings_dict["NAME"] = original


@contextmanager
def scratch_database(wrapper: Any) -> Iterator[str]:
    """An empty database of the owner's, dropped afterwards; yields its address."""
    known = wrapper.settings_dict
    dsn = psycopg.conninfo.make_conninfo(
        host=known["HOST"], port=known["PORT"], user=known["USER"], password=known["PASSWORD"]
    )
    original = known["NAME"]
    with psycopg.connect(dsn, dbname=original, autocommit=True) as owner:
        _drop_scratch(owner)
        owner.execute(f"CREATE DATABASE {SCRATCH}")
        with psycopg.connect(dsn, dbname=SCRATCH, autocommit=True) as inside:
            inside.execute(f"CREATE SCHEMA {PLACEHOLDER}")
        try:
            yield psycopg.conninfo.make_conninfo(dsn, dbname=SCRATCH)
        finally:
            _drop_scratch(owner)


def _drop_scratch(owner: psycopg.Connection) -> None:
    """Whoever is still in it is ended; autovacuum is not the owner's to end, and is waited for."""
    for attempt in range(PATIENCE):
        try:
            owner.execute(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)")
        except psycopg.errors.InsufficientPrivilege:
            if attempt == PATIENCE - 1:
                raise
            sleep(0.2)
        else:
            return


def migrated_dump(wrapper: Any, dsn: str) -> str:
    """Run the migrations of `public` and of one clinic, then dump the clinic's tables."""
    executors.run_migrations([], migration_options(), "template", "public")
    executors.run_migrations([], migration_options(), "template", PLACEHOLDER)
    wrapper.set_schema(PLACEHOLDER)
    applied = list(MigrationRecorder(wrapper).applied_migrations())
    wrapper.close()
    body = template.dump(str(embedded.binary("pg_dump")), dsn, PLACEHOLDER)
    return body + template.applied_migrations(applied)


def migration_options() -> dict[str, Any]:
    return {
        "database": OWNER_ALIAS,
        "verbosity": 0,
        "interactive": False,
        "app_label": None,
        "migration_name": None,
        "fake": False,
        "fake_initial": False,
        "plan": False,
        "run_syncdb": False,
        "check_unapplied": False,
        "prune": False,
        "skip_checks": True,
        "traceback": False,
        "no_color": True,
        "force_color": False,
    }
