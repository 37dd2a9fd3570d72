"""A clinic made from the committed SQL equals one made by the migrations, in all that PostgreSQL knows of it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections
from django_tenants.migration_executors import base as executors

from clinics.onboarding.schema import OWNER_ALIAS, PLACEHOLDER, template_sql
from config.management.commands import clinic_template
from tests.guards.catalog import describe, differences, tables_with_rows

MIGRATED, REPLAYED = PLACEHOLDER, "c_999999"


@pytest.fixture(scope="module")
def both(django_db_setup, django_db_blocker) -> Iterator[psycopg.Connection]:
    """A connection to a database in which one schema was migrated and the other replayed."""
    with django_db_blocker.unblock():
        wrapper = connections[OWNER_ALIAS]
        wrapper.ensure_connection()
        original = wrapper.settings_dict["NAME"]
        with clinic_template.scratch_database(wrapper) as dsn:
            wrapper.close()
            wrapper.settings_dict["NAME"] = clinic_template.SCRATCH
            try:
                for schema in ("public", MIGRATED):
                    executors.run_migrations([], clinic_template.migration_options(), "template", schema)
                wrapper.close()
                with psycopg.connect(dsn, autocommit=True) as connection:
                    connection.execute(f"CREATE SCHEMA {REPLAYED}")
                    connection.execute(template_sql().replace(f"{PLACEHOLDER}.", f"{REPLAYED}."))
                    yield connection
            finally:
                wrapper.close()
                wrapper.settings_dict["NAME"] = original


def test_the_template_equals_the_migrations(both):
    """If it does not: `make template`."""
    assert differences(describe(both, MIGRATED), describe(both, REPLAYED)) == []


def test_everything_is_looked_at(both):
    found = describe(both, MIGRATED)

    assert {kind for kind, lines in found.items() if lines} >= {
        "tables",
        "columns",
        "constraints",
        "indexes",
        "sequences",
        "migrations",
    }
    assert any("staff_user" in line for line in found["columns"])


def test_no_migration_writes_rows_that_the_template_would_lack(both):
    """Content types are made when they are first asked for."""
    assert tables_with_rows(both, MIGRATED) <= {"django_migrations", "django_content_type"}
    assert tables_with_rows(both, REPLAYED) == {"django_migrations"}


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("ALTER TABLE {schema}.staff_user ALTER name TYPE varchar(60)", "columns"),
        ("ALTER TABLE {schema}.staff_user ALTER name DROP NOT NULL", "columns"),
        ("ALTER TABLE {schema}.staff_user ALTER title SET DEFAULT 'Dr'", "columns"),
        ("ALTER TABLE {schema}.staff_user ADD nickname text", "columns"),
        ("ALTER TABLE {schema}.staff_policy DROP CONSTRAINT a_clinic_has_one_policy", "constraints"),
        ("ALTER TABLE {schema}.audit_auditseal RENAME CONSTRAINT audit_auditseal_event_id_key TO other", "constraints"),
        ("DROP INDEX {schema}.audit_by_time", "indexes"),
        ("ALTER TABLE {schema}.django_admin_log ALTER id SET INCREMENT BY 2", "sequences"),
        ("ALTER TABLE {schema}.django_admin_log ALTER id SET GENERATED ALWAYS", "columns"),
        ("DELETE FROM {schema}.django_migrations WHERE app = 'staff'", "migrations"),
        ("CREATE TABLE {schema}.more ()", "tables"),
        ("ALTER TABLE {schema}.staff_user ENABLE ROW LEVEL SECURITY", "tables"),
    ],
)
def test_a_planted_difference_is_found(both, fault, kind):
    with both.transaction(force_rollback=True):
        both.execute(fault.format(schema=REPLAYED))
        found = differences(describe(both, MIGRATED), describe(both, REPLAYED))

    assert kind in {line.split()[0] for line in found}
