"""The trail by person, patient, action, time and request, in sentences; reading it is recorded."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clinics.audit import actions as audit
from clinics.audit import sealing
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.oversight.actions import reading
from clinics.oversight.queries import trail
from tests.factories import patients
from tests.factories.staff import Role, acting
from tests.statements import statements

pytestmark = pytest.mark.django_db
PAGE = "/settings/audit/"


@pytest.fixture
def now():
    return timezone.now()


def write(role: Role, event: str, at, *about, request_id: str = "req-1", **more) -> AuditEvent:
    return audit.record(event=event, by=acting(role, request_id=request_id), at=at, patients=about, **more)


def said(answer) -> list[tuple[str, str]]:
    """Who and what of the rows of the page."""
    row = r'data-label="Who"><span>(.*?)<.*?data-label="What"><span><a [^>]*>(.*?)</a>'
    rows = re.findall(row, answer.content.decode(), re.DOTALL)
    return [(who.strip(), what) for who, what in rows]


@pytest.fixture
def filled(alder, birch, now):
    """Alder with two patients and what three people did; Birch with one event of its own."""
    with entering(alder):
        ana = patients.register(given="Ana", family="Ruiz", record_number="A-1")
        bea = patients.register(given="Bea", family="Sol", record_number="B-2")
        write(Role.CLINICIAN, "patient.viewed", now - timedelta(hours=1), ana.pk)
        write(Role.FRONT_DESK, "patient.searched", now - timedelta(hours=2), ana.pk, bea.pk, request_id="req-2")
        write(Role.BILLER, "brand.changed", now - timedelta(days=40), request_id="req-3")
    with entering(birch):
        write(Role.CLINICIAN, "patient.viewed", now, ana.pk)
    return {"ana": ana.pk, "bea": bea.pk}


VIEWED = ("Dana Doctor", "opened the record of Ana Ruiz (A-1)")
SEARCHED = ("Fran Desk", "searched, and found 2 patients")
BRANDED = ("Bill Biller", "changed the clinic&#x27;s name, colour or logo")


def test_it_is_for_those_who_read_the_trail(alder, visit):
    for address in (PAGE, f"{PAGE}export/"):
        for role in (Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER, Role.ASSISTANT, Role.CAREGIVER):
            assert visit(alder, role).get(address).status_code == 403
        for role in (Role.OWNER, Role.ADMINISTRATOR, Role.AUDITOR):
            assert visit(alder, role).get(address).status_code == 200


def test_it_says_who_did_what_to_whom_the_latest_first(alder, filled, visit):
    rows = said(visit(alder, Role.OWNER).get(PAGE))

    assert rows[:2] == [VIEWED, SEARCHED]
    assert BRANDED not in rows  # older than thirty days


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("patient=A-1&what=reads", [VIEWED, SEARCHED]),
        ("patient=B-2&what=reads", [SEARCHED]),
        ("what=patient.viewed", [VIEWED]),
        ("request=req-2", [SEARCHED]),
        ("request=req-3", [BRANDED]),
        ("what=brand.changed&since=2026-01-01", [BRANDED]),
        ("what=brand.changed", []),
        ("what=patient.viewed&until=2026-01-02&since=2026-01-01", []),
    ],
)
def test_it_is_found_by_patient_action_time_and_request(alder, filled, visit, query, rows):
    assert said(visit(alder, Role.OWNER).get(f"{PAGE}?{query}")) == rows


def test_it_is_found_by_person(alder, filled, visit):
    with entering(alder):
        dana = acting(Role.CLINICIAN).id

    assert said(visit(alder, Role.OWNER).get(f"{PAGE}?who={dana}")) == [VIEWED]


@pytest.mark.parametrize(
    "query",
    [
        "sort=at",
        "actor=x",
        "who=nobody-such",
        "what=x.y",
        "since=yesterday",
        "patient=NO-9",
        "page=0",
        "page=201",
        "page=x",
    ],
)
def test_what_is_not_known_is_refused_and_shows_nothing(alder, filled, visit, query):
    answer = visit(alder, Role.OWNER).get(f"{PAGE}?{query}")

    assert answer.status_code in (400, 404, 422)
    assert said(answer) == []


def test_an_auditor_sees_record_numbers_and_no_names(alder, filled, visit):
    page = visit(alder, Role.AUDITOR).get(f"{PAGE}?what=patient.viewed").content.decode()

    assert "opened the record of A-1" in page
    assert "Ruiz" not in page


def test_that_it_was_read_is_recorded_with_whoever_was_named(alder, filled, visit):
    visit(alder, Role.OWNER).get(f"{PAGE}?what=reads")

    with entering(alder):
        event = AuditEvent.objects.get(event="audit.viewed")
        assert event.patient_ids == [filled["ana"]]


def test_an_event_has_a_page_with_everybody_it_is_about(alder, birch, filled, visit):
    with entering(alder):
        event = AuditEvent.objects.get(event="patient.searched")
        sealing.seal_waiting(at=event.at, everything=True)

    page = visit(alder, Role.OWNER).get(f"{PAGE}events/{event.pk}/").content.decode()

    assert all(words in page for words in ("Ana Ruiz (A-1)", "Bea Sol (B-2)", "req-2", "127.0.0.1", "Front desk"))
    assert "Waits to be sealed" not in page
    assert visit(birch, Role.OWNER).get(f"{PAGE}events/{event.pk}/").status_code == 404
    with entering(alder):
        assert set(AuditEvent.objects.get(event="audit.viewed").patient_ids) == {filled["ana"], filled["bea"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_database_little_however_much_happened(alder, visit, now, rows):
    with entering(alder):
        for number in range(rows):
            person = patients.register(record_number=f"N-{number}")
            write(Role.CLINICIAN, "patient.viewed", now, person.pk)
    client = visit(alder, Role.OWNER)
    client.get(PAGE)

    with statements(9):
        client.get(f"{PAGE}?what=patient.viewed")


def test_counts_are_capped(alder, visit, now, monkeypatch):
    monkeypatch.setattr(trail, "COUNTED", 60)
    with entering(alder):
        for _number in range(70):
            write(Role.CLINICIAN, "brand.changed", now)
    client = visit(alder, Role.OWNER)

    assert "More than 60 events" in client.get(f"{PAGE}?what=brand.changed").content.decode()
    assert len(said(client.get(f"{PAGE}?what=brand.changed&page=2"))) == 20


def exported(client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"{PAGE}export/?{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_an_auditor_takes_a_table_away_and_that_is_recorded(alder, filled, visit):
    with entering(alder):
        sealing.seal_waiting(at=timezone.now(), everything=True)

    [row] = exported(visit(alder, Role.AUDITOR), "what=patient.viewed")

    assert (row["who"], row["did"]) == ("Dana Doctor", "opened the record of a patient")
    assert (row["event"], row["patients"], row["ip"]) == ("patient.viewed", str(filled["ana"]), "127.0.0.1")
    assert int(row["seal"]) > 0
    with entering(alder):
        assert AuditEvent.objects.filter(event="audit.exported", actor_roles=["auditor"]).count() == 1


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_table_is_a_formula(alder, visit, now, lead):
    with entering(alder):
        write(Role.CLINICIAN, "brand.changed", now, reason=f"{lead}cmd|x")

    [row] = exported(visit(alder, Role.AUDITOR), "what=brand.changed")

    assert row["reason"] == f"'{lead}cmd|x"


def test_too_much_is_refused_and_never_cut_short(alder, filled, visit, monkeypatch):
    monkeypatch.setattr(reading, "MOST_EXPORTED", 1)
    answer = visit(alder, Role.AUDITOR).get(f"{PAGE}export/")

    assert answer.status_code == 409
    assert "more than 50,000 events" in answer.content.decode()
    with entering(alder):
        assert not AuditEvent.objects.filter(event="audit.exported").exists()


def test_it_speaks_spanish(alder, filled, visit):
    client = visit(alder, Role.OWNER)
    client.cookies["django_language"] = "es"

    assert "abrió la ficha de Ana Ruiz (A-1)" in client.get(PAGE).content.decode()
