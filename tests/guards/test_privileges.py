"""What each role may do to each table is what somebody has read and agreed to."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from clinics.kit import roles
from clinics.onboarding.schema import owner_connection
from tests.guards import privileges


@pytest.fixture
def owner(django_db_setup, django_db_blocker) -> Iterator[psycopg.Connection]:
    """The connection of the owner of the tables, outside any test's transaction."""
    with django_db_blocker.unblock():
        yield owner_connection()


def held(connection: psycopg.Connection, schema: str) -> set[str]:
    """What is held in `public` and in a clinic's schema, as the list says it."""
    names = {roles.clinic_role(schema): "clinic", roles.platform_role(): "platform"}
    in_clinic = privileges.lines(privileges.actual(connection, schema), names)
    in_public = {
        (f"public.{table}", "clinic" if role.startswith("polyclinic_c_") else role): said
        for (table, role), said in privileges.actual(connection, "public").items()
    }
    return in_clinic | privileges.lines(in_public, names)


def test_tables_have_the_rights_that_were_reviewed(owner, alder):
    """A new table belongs on tests/guards/privileges.txt: copy the lines that begin with +, or correct `changeable`."""
    actual, agreed = held(owner, alder.schema_name), set(privileges.reviewed())

    differing = [f"+ {line}" for line in sorted(actual - agreed)] + [f"- {line}" for line in sorted(agreed - actual)]
    assert not differing, "\n".join(differing)


def test_clinics_have_equal_rights(owner, alder, birch):
    assert held(owner, alder.schema_name) == held(owner, birch.schema_name)


def test_what_may_never_change_is_insert_only():
    changed = [line for line, for_ever in privileges.reviewed().items() if for_ever]

    assert [line for line in changed if not line.endswith(" INSERT SELECT")] == []
    assert {"clinic audit_auditevent INSERT SELECT", "clinic audit_auditseal INSERT SELECT"} <= set(changed)


def test_sequences_give_numbers_and_nothing_else(owner, alder):
    for schema in (alder.schema_name, "public"):
        assert set(privileges.actual(owner, schema, privileges.SEQUENCES).values()) == {"USAGE"}


def test_no_column_has_rights_of_its_own(owner):
    columns = (
        "SELECT attrelid::regclass FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid::regclass::text !~ '^pg_'"
    )

    assert owner.execute(columns).fetchall() == []


def test_roles_are_what_they_must_be(owner, alder):
    """The login role owns nothing, inherits nothing; a clinic's role cannot sign in or become another."""
    attributes = """
        SELECT rolname, rolcanlogin, rolinherit, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication
        FROM pg_roles WHERE rolname = ANY (%s) ORDER BY rolname"""
    names = [roles.LOGIN, roles.clinic_role(alder.schema_name), roles.platform_role()]
    found = {name: rest for name, *rest in owner.execute(attributes, [names])}

    nothing = [False, False, False, False, False]
    assert found == {
        roles.LOGIN: [True, False, *nothing],
        roles.clinic_role(alder.schema_name): [False, True, *nothing],
        roles.platform_role(): [False, True, *nothing],
    }
    memberships = """
        SELECT DISTINCT member::regrole::text FROM pg_auth_members
        WHERE member::regrole::text LIKE 'polyclinic%%' AND member::regrole::text <> %s"""
    assert owner.execute(memberships, [roles.OWNER]).fetchall() == [(roles.LOGIN,)]


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("GRANT UPDATE ON {schema}.audit_auditevent TO {role}", "clinic audit_auditevent INSERT SELECT UPDATE"),
        ("GRANT TRUNCATE ON {schema}.audit_auditseal TO {role}", "clinic audit_auditseal INSERT SELECT TRUNCATE"),
        ("GRANT SELECT ON public.clinics_datakey TO {role}", "clinic public.clinics_datakey SELECT"),
        ("GRANT SELECT ON {schema}.staff_user TO PUBLIC", "everyone staff_user SELECT"),
        (f"GRANT SELECT ON {{schema}}.staff_user TO {roles.LOGIN}", f"{roles.LOGIN} staff_user SELECT"),
        ("GRANT SELECT ON {schema}.staff_user TO {other}", "{other} staff_user SELECT"),
        ("CREATE TABLE {schema}.unreviewed ()", "clinic unreviewed INSERT SELECT"),
    ],
)
def test_a_planted_right_is_found(owner, alder, birch, fault, found):
    names = {
        "schema": alder.schema_name,
        "role": roles.clinic_role(alder.schema_name),
        "other": roles.clinic_role(birch.schema_name),
    }
    with owner.transaction(force_rollback=True):
        owner.execute(fault.format(**names))
        assert found.format(**names) in held(owner, alder.schema_name) - set(privileges.reviewed())


def test_only_the_platform_closes_clinics(owner):
    """`set_clinic_open` acts with the owner's rights: nobody else may call it, and there is no second such function."""
    callers = """
        SELECT p.proname, a.grantee::regrole::text FROM pg_proc p
        CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        WHERE p.prosecdef AND a.grantee <> p.proowner AND p.pronamespace <> 'pg_catalog'::regnamespace"""

    assert owner.execute(callers).fetchall() == [("set_clinic_open", roles.platform_role())]
