"""`manage.py usage_counts`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, ClinicState
from clinics.usage.actions import counting
from clinics.usage.meters import meters
from tests.factories import patients


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("usage_counts", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def counted(alder, birch, db, at) -> None:
    for clinic in (alder, birch):
        with entering(clinic):
            counting.count(at=at)


def test_a_line_for_each_clinic(alder, birch, counted):
    heads, *lines = told().splitlines()

    assert heads.split() == ["clinic", "day", *(meter.name for meter in meters)]
    assert [line.split()[0] for line in lines if line.split()[0] in {"alder", "birch"}] == ["alder", "birch"]
    assert {line.split()[1] for line in lines} == {"2026-11-02"}


def test_one_clinic_for_programs(alder, counted):
    [record] = json.loads(told("alder", "--json"))

    assert (record["clinic"], record["subdomain"], record["day"]) == (alder.schema_name, "alder", "2026-11-02")
    assert set(record["counts"]) == {meter.name for meter in meters}


def test_more_days_are_shown_on_request(alder, counted, at):
    assert len(json.loads(told("alder", "--json", "--days", "9"))) == 2


def test_it_is_counted_now_on_request(alder, birch, db):
    with entering(alder):
        patients.register(given="Ana", family="Lopez")
    with entering_platform():
        Clinic.objects.filter(pk=birch.pk).update(state=ClinicState.SUSPENDED)

    assert "Nothing was counted yet." in told("alder")
    [record] = json.loads(told("alder", "--json", "--count"))
    told("--count")

    assert record["counts"]["patients"] == 1
    assert json.loads(told("birch", "--json")) == []


@pytest.mark.parametrize("arguments", [("nowhere",), ("--days", "0")])
def test_what_cannot_be_is_refused(db, arguments):
    with pytest.raises(CommandError):
        told(*arguments)
