"""Whatever undoes a session's clinic is noticed: shown with the guard, and shown to matter without it.

These tests commit for real, in clinics of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection, transaction
from django.db.backends.postgresql.base import DatabaseWrapper as Plain

from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.models import User
from config.postgres import embedded
from config.postgres.base import DatabaseWrapper
from tests import database


@pytest.fixture
def two(own_clinic, django_db_blocker) -> Iterator[tuple[Clinic, Clinic]]:
    other = database.open_own_clinic()
    yield own_clinic, other
    database.drop_own_clinic(other)


def schema_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0]


def role_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def enter_and_roll_back(clinic: Clinic) -> None:
    """Arm inside a transaction that is then undone, and with it the arming."""
    with transaction.atomic():
        User.objects.count()
        transaction.set_rollback(True)


def test_a_rollback_that_undid_the_arming_is_followed_by_another(two):
    here, there = two
    with entering(there):
        User.objects.count()
    with entering(here):
        enter_and_roll_back(here)
        assert (schema_now(), role_now()) == (here.schema_name, f"polyclinic_{here.schema_name}")


def test_without_forgetting_on_rollback_the_other_clinic_would_answer(two, monkeypatch):
    here, there = two

    def rollback_and_remember(self) -> None:
        known = self.search_path_set_schemas
        Plain.rollback(self)
        self.search_path_set_schemas = known

    monkeypatch.setattr(DatabaseWrapper, "rollback", rollback_and_remember, raising=False)
    with entering(there):
        User.objects.count()
    with entering(here):
        enter_and_roll_back(here)
        assert schema_now() == there.schema_name
    connection.close()


def test_a_killed_backend_comes_back_armed_for_the_same_clinic(two):
    here, _there = two
    with entering(here):
        kill_own_backend()
        with pytest.raises((OperationalError, InterfaceError)):
            User.objects.count()
        connection.close()
        assert schema_now() == here.schema_name


def test_a_killed_backend_comes_back_with_no_rights_outside_a_clinic(two):
    here, _there = two
    with entering(here):
        kill_own_backend()
    connection.close()
    with pytest.raises(ProgrammingError, match="permission denied"):
        read_staff_of(here)


def test_an_error_outside_a_transaction_leaves_the_clinic_as_it_was(two):
    here, there = two
    with entering(here):
        with pytest.raises(ProgrammingError):
            read_staff_of(there)
        assert schema_now() == here.schema_name


def test_leaving_takes_the_rights_away_even_after_a_rollback(two):
    here, _there = two
    with entering(here):
        User.objects.count()
        enter_and_roll_back(here)
    with pytest.raises(ProgrammingError, match="permission denied"):
        read_staff_of(here)


def test_a_bare_connection_of_the_login_role_reads_nothing(two):
    params = connection.get_connection_params()
    wanted = {name: params[name] for name in ("dbname", "user", "password", "host", "port")}
    with psycopg.connect(**wanted) as bare:
        tables = bare.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname = 'public' OR schemaname LIKE 'c\\_%'"
        ).fetchall()
        assert len(tables) > 50
        for (table,) in tables:
            with pytest.raises(psycopg.errors.InsufficientPrivilege), bare.transaction():
                bare.execute(f"SELECT 1 FROM {table} LIMIT 1")


def test_an_injected_role_change_is_the_limit_that_is_written_down(two):
    """What this design does not stop: SQL that an attacker writes may name another role. SECURITY.md says so."""
    here, there = two
    with entering(here), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, false)", [f"polyclinic_{there.schema_name}"])
        cursor.execute(f"SELECT count(*) FROM {there.schema_name}.staff_user")
        assert cursor.fetchone()[0] > 0
    connection.close()
    security = (database.ROOT / "deploy" / "SECURITY.md").read_text(encoding="utf-8")
    assert "set_config('role'" in security


def kill_own_backend() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with psycopg.connect(embedded.ensure_running().dsn("postgres"), autocommit=True) as admin:
        admin.execute("SELECT pg_terminate_backend(%s)", [pid])


def read_staff_of(clinic: Clinic) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {clinic.schema_name}.staff_user")
