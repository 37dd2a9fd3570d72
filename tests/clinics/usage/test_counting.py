"""Each clinic's use is counted by itself, by its own days, and names nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from clinics.kit.current import entering, entering_platform
from clinics.usage.actions import counting
from clinics.usage.meters import meters
from clinics.usage.models import UsageCount
from tests.factories import appointments, documents, patients
from tests.factories.staff import Role, acting
from tests.statements import statements


def numbers(clinic, day: date) -> dict[str, int]:
    with entering_platform():
        return dict(UsageCount.objects.filter(clinic=clinic, day=day).values_list("meter", "number"))


@pytest.fixture
def kept_here(settings, tmp_path):
    kept = {"BACKEND": "patients.documents.storage.FolderStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "documents": kept}


def test_what_a_clinic_has_and_did_is_counted(alder, db, kept_here):
    with entering(alder):
        before = numbers(alder, date(2026, 11, 3))
        ana = patients.register(given="Ana", family="Lopez")
        booked = appointments.book(ana)
        documents.add(ana, by=acting(Role.CLINICIAN), content=b"x" * 1000, file_name="letter.txt")

        counting.count(at=booked.starts_at)

    found = numbers(alder, date(2026, 11, 3))
    assert before == {}
    assert set(found) == {meter.name for meter in meters}
    assert (found["patients"], found["staff"], found["appointments"], found["storage_bytes"]) == (1, 8, 1, 1000)


def test_one_clinics_use_is_not_anothers(alder, birch, db, at):
    with entering(birch):
        patients.register(given="Bea", family="Berg")
        counting.count(at=at)
    with entering(alder):
        counting.count(at=at)

    assert numbers(alder, date(2026, 11, 2))["patients"] == 0
    assert numbers(birch, date(2026, 11, 2))["patients"] == 1


def test_a_day_is_the_clinics_own(alder, db):
    alder.time_zone = "America/New_York"
    with entering(alder):
        counting.count(at=datetime(2026, 11, 3, 4, 30, tzinfo=UTC))

    assert numbers(alder, date(2026, 11, 2))["patients"] == 0
    assert numbers(alder, date(2026, 11, 3)) == {}


def test_counting_again_corrects_and_the_day_before_is_counted_once_more(alder, db, at):
    with entering(alder):
        counting.count(at=at)
        patients.register(given="Ana", family="Lopez")
        counting.count(at=at + timedelta(hours=1))
        counting.count(at=at + timedelta(days=1))

    first, second = numbers(alder, date(2026, 11, 2)), numbers(alder, date(2026, 11, 3))
    assert (first["patients"], second["patients"]) == (1, 1)
    with entering_platform():
        counted = set(UsageCount.objects.filter(clinic=alder, day=date(2026, 11, 2)).values_list("meter", "counted_at"))
    assert ("mails", at + timedelta(days=1)) in counted
    assert ("patients", at + timedelta(hours=1)) in counted


def test_a_clinics_role_cannot_read_what_was_counted(alder, db):
    with entering(alder), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM public.usage_usagecount")


def test_counting_takes_as_many_statements_however_much_there_is(alder, db, at):
    with entering(alder):
        patients.register(given="Ana", family="Lopez")
        counting.count(at=at)
        with statements(12):
            counting.count(at=at)
