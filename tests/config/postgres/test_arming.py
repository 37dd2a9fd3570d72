"""A connection has the rights of one clinic, or none."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.staff.models import User
from config.postgres.base import SwitchInsideTransaction

pytestmark = pytest.mark.django_db


def raw(sql: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_an_unarmed_connection_can_read_nothing():
    for table in ("public.clinics_clinic", "c_000001.staff_user"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            raw(f"SELECT * FROM {table}")


def test_a_clinic_sees_its_own_people_only(alder, birch):
    with entering(alder):
        User.objects.filter(email="owner@example.com").update(name="Only In Alder")
    with entering(birch):
        assert not User.objects.filter(name="Only In Alder").exists()


def test_raw_sql_on_another_schema_is_refused(alder, birch):
    with entering(alder), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        raw(f"SELECT * FROM {birch.schema_name}.staff_user")


def test_a_clinic_cannot_read_the_platform(alder):
    with entering(alder), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        raw("SELECT * FROM public.clinics_datakey")


def test_the_platform_cannot_read_a_clinic(alder):
    with entering_platform(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        raw(f"SELECT * FROM {alder.schema_name}.staff_user")


def test_rolling_back_to_a_savepoint_arms_again(alder, birch):
    with entering(alder):
        with pytest.raises(ProgrammingError), transaction.atomic():
            raw("SELECT * FROM nowhere")
        assert raw("SELECT current_schema()") == [(alder.schema_name,)]
    with entering(birch):
        assert raw("SELECT current_schema()") == [(birch.schema_name,)]


def test_switching_inside_a_transaction_raises(alder, birch):
    with entering(alder), transaction.atomic(), pytest.raises(SwitchInsideTransaction), entering(birch):
        pass


def test_leaving_a_clinic_takes_the_rights_away(alder):
    with entering(alder):
        User.objects.count()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        raw(f"SELECT * FROM {alder.schema_name}.staff_user")


def test_inserted_audit_events_cannot_be_changed(alder):
    with entering(alder), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        raw("UPDATE audit_auditevent SET event = 'x'")


def test_the_clinics_are_two(on_platform):
    assert set(Clinic.objects.values_list("subdomain", flat=True)) == {"alder", "birch"}
