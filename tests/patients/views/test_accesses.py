"""Who opened a record, as the person may be told."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from clinics.audit import actions as audit
from clinics.audit.models import AuditEvent
from clinics.kit.actor import Actor
from clinics.kit.current import entering
from tests.factories import patients
from tests.factories.staff import Role, acting
from tests.statements import statements

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def ana(alder):
    with entering(alder):
        return patients.register(record_number="A-1", at=timezone.now() - timedelta(days=500))


def happen(role: Role, event: str, at, patient) -> None:
    audit.record(event=event, by=acting(role), at=at, patients=[patient.pk])


def rows(answer) -> list[tuple[str, str, str]]:
    """Day, who and how often."""
    pattern = (
        r'data-label="Day".*?<span>(.*?)<br>.*?data-label="Who"><span>(.*?)<br>.*?data-label="Times"[^>]*><span>(\d+)'
    )
    return re.findall(pattern, answer.content.decode(), re.DOTALL)


def test_it_is_for_those_who_read_the_trail_and_see_patients(alder, birch, ana, visit):
    address = f"/patients/{ana.pk}/accesses/"
    for role in (Role.CLINICIAN, Role.FRONT_DESK, Role.AUDITOR):
        assert visit(alder, role).get(address).status_code == 403
    assert visit(alder, Role.ADMINISTRATOR).get(address).status_code == 200
    assert visit(birch, Role.ADMINISTRATOR).get(address).status_code == 404


def test_days_and_people_with_what_they_did_and_how_often(alder, ana, visit):
    noon = timezone.now().astimezone(NEW_YORK).replace(hour=12, minute=0) - timedelta(days=2)
    with entering(alder):
        other = patients.register(record_number="B-2")
        for minutes in (0, 5, 9):
            happen(Role.CLINICIAN, "patient.viewed", noon + timedelta(minutes=minutes), ana)
        happen(Role.CLINICIAN, "note.viewed", noon, ana)
        happen(Role.BILLER, "billing.viewed", noon - timedelta(days=1), ana)
        happen(Role.FRONT_DESK, "patient.searched", noon, ana)
        happen(Role.BILLER, "patient.viewed", noon, other)
        audit.record(event="document.preview_drawn", by=Actor.task("previews"), at=noon, patients=[ana.pk])
        happen(Role.CLINICIAN, "patient.viewed", noon - timedelta(days=400), ana)
    client = visit(alder, Role.OWNER)

    answer = client.get(f"/patients/{ana.pk}/accesses/")

    day = noon.strftime("%m/%d/%Y")
    assert rows(answer) == [
        (day, "Dana Doctor", "4"),
        ((noon - timedelta(days=1)).strftime("%m/%d/%Y"), "Bill Biller", "1"),
    ]
    page = answer.content.decode()
    assert "opened the record of this patient" in page
    assert "read a note about this patient" in page
    with_lists = rows(client.get(f"/patients/{ana.pk}/accesses/?with_lists=on"))
    assert (day, "Fran Desk", "1") in with_lists


def test_a_day_is_the_clinic_s_day(alder, ana, visit):
    late = datetime(2026, 3, 4, 23, 30, tzinfo=NEW_YORK)
    with entering(alder):
        happen(Role.CLINICIAN, "patient.viewed", late, ana)
    client, address = visit(alder, Role.OWNER), f"/patients/{ana.pk}/accesses/"

    assert len(rows(client.get(f"{address}?since=2026-03-04&until=2026-03-04"))) == 1
    assert rows(client.get(f"{address}?since=2026-03-05&until=2026-03-05")) == []


@pytest.mark.parametrize("query", ["sort=x", "since=never", "since=2026-03-05&until=2026-03-04"])
def test_what_is_not_known_is_refused(alder, ana, visit, query):
    assert visit(alder, Role.OWNER).get(f"/patients/{ana.pk}/accesses/?{query}").status_code in (400, 422)


def test_that_it_was_shown_is_recorded(alder, ana, visit):
    visit(alder, Role.OWNER).get(f"/patients/{ana.pk}/accesses/")

    with entering(alder):
        assert AuditEvent.objects.get(event="patient.accesses_viewed").patient_ids == [ana.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_database_little_however_often_it_was_opened(alder, ana, visit, count):
    with entering(alder):
        for role in (Role.CLINICIAN, Role.BILLER, Role.ASSISTANT)[:count]:
            happen(role, "patient.viewed", timezone.now(), ana)
    client = visit(alder, Role.OWNER)
    client.get("/")

    with statements(8):
        client.get(f"/patients/{ana.pk}/accesses/")


def test_the_patient_s_page_leads_there(alder, ana, visit):
    assert f"/patients/{ana.pk}/accesses/" in visit(alder, Role.OWNER).get(f"/patients/{ana.pk}/").content.decode()
    assert "/accesses/" not in visit(alder, Role.CLINICIAN).get(f"/patients/{ana.pk}/").content.decode()
