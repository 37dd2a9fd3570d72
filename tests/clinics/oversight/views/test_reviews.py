"""The queue of what needs a look, one case, and what is watched."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinics.audit import actions as audit
from clinics.audit.models import AuditEvent
from clinics.kit.actor import Actor
from clinics.kit.current import entering
from clinics.oversight.actions import anomalies
from clinics.oversight.models import Anomaly, WatchPolicy
from clinics.oversight.queries import reviews
from tests.factories import patients
from tests.factories.staff import Role, acting
from tests.statements import statements

pytestmark = pytest.mark.django_db
QUEUE, WATCH = "/settings/audit/reviews/", "/settings/audit/watch/"


def make(alder, count: int = 1) -> list[Anomaly]:
    """Dana opened records that bear her name."""
    now = timezone.now()
    with entering(alder):
        for number in range(count):
            dana = patients.register(
                given="Dana", family="Doctor", record_number=f"D-{number}", at=now - timedelta(days=90)
            )
            audit.record(event="patient.viewed", by=acting(Role.CLINICIAN), at=now, patients=[dana.pk], subject=dana)
        return anomalies.look(by=Actor.task("watch"), at=now + timedelta(seconds=1))


def test_it_is_for_those_who_read_the_trail(alder, visit):
    [case] = make(alder)
    for address in (QUEUE, f"{QUEUE}{case.pk}/"):
        for role in (Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER):
            assert visit(alder, role).get(address).status_code == 403
        for role in (Role.OWNER, Role.ADMINISTRATOR, Role.AUDITOR):
            assert visit(alder, role).get(address).status_code == 200


def test_the_queue_says_what_who_and_whose(alder, birch, visit):
    make(alder)

    page = visit(alder, Role.OWNER).get(QUEUE).content.decode()

    assert all(words in page for words in ("Own record", "opened once", "Dana Doctor (D-0)"))
    assert "Nada pendiente" in visit(birch, Role.OWNER).get(QUEUE).content.decode()
    with entering(alder):
        assert AuditEvent.objects.get(event="anomaly.viewed").patient_ids == [Anomaly.objects.get().patient_id]


@pytest.mark.parametrize("query", ["state=all", "sort=x", "page=0"])
def test_what_is_not_known_is_refused(alder, visit, query):
    assert visit(alder, Role.OWNER).get(f"{QUEUE}?{query}").status_code in (400, 404)


def test_a_case_shows_what_it_rests_on_and_takes_an_outcome(alder, birch, visit):
    [case] = make(alder)
    client, address = visit(alder, Role.AUDITOR), f"{QUEUE}{case.pk}/"

    assert "opened the record of D-0" in client.get(address).content.decode()
    assert client.post(address, {"outcome": "fine"}).status_code == 422
    assert client.post(address, {"outcome": "warned", "remark": "Spoke with her."}).status_code == 302
    assert "Against the rules" in client.get(f"{QUEUE}?state=closed").content.decode()
    assert "Spoke with her." in client.get(address).content.decode()
    assert visit(birch, Role.AUDITOR).get(address).status_code == 404


def test_one_s_own_case_is_for_somebody_else(alder, visit):
    now = timezone.now()
    with entering(alder):
        olive = patients.register(given="Olive", family="Owner", at=now - timedelta(days=90))
        audit.record(event="patient.viewed", by=acting(Role.OWNER), at=now, patients=[olive.pk], subject=olive)
        [case] = anomalies.look(by=Actor.task("watch"), at=now + timedelta(seconds=1))
    client, address = visit(alder, Role.OWNER), f"{QUEUE}{case.pk}/"

    assert "Somebody else decides about it." in client.get(address).content.decode()
    assert client.post(address, {"outcome": "expected"}).status_code == 422
    with entering(alder):
        assert Anomaly.objects.get().is_open


@pytest.mark.parametrize("count", [1, 3])
def test_they_ask_the_database_little_however_much_there_is(alder, visit, count):
    case = make(alder, count)[0]
    client = visit(alder, Role.OWNER)
    client.get(QUEUE)

    with statements(8):
        client.get(QUEUE)
    with statements(10):
        client.get(f"{QUEUE}{case.pk}/")


def test_the_number_that_waits_is_capped(alder, visit, monkeypatch):
    monkeypatch.setattr(reviews, "COUNTED", 2)
    make(alder, 3)

    assert '<span class="number">2</span>' in visit(alder, Role.OWNER).get(QUEUE).content.decode()


def test_thresholds_are_the_clinic_s(alder, birch, visit):
    assert visit(alder, Role.AUDITOR).get(WATCH).status_code == 403
    client = visit(alder, Role.OWNER)
    given = {
        "records_an_hour": "7",
        "day_begins": "07:30",
        "day_ends": "20:00",
        "night_records": "2",
        "downloads_a_day": "3",
        "strangers_a_day": "4",
        "related_days": "14",
    }

    assert client.post(WATCH, {**given, "day_ends": "07:00"}).status_code == 422
    assert client.post(WATCH, {**given, "records_an_hour": "0"}).status_code == 422
    assert client.post(WATCH, given).status_code == 302

    with entering(alder):
        policy = WatchPolicy.objects.current()
        assert (policy.records_an_hour, policy.watches_nights, policy.related_days) == (7, False, 14)
        assert AuditEvent.objects.filter(event="watch_policy.changed").count() == 1
    with entering(birch):
        assert WatchPolicy.objects.current().records_an_hour == 60


def test_today_says_what_waits_and_names_nobody(alder, birch, visit):
    [case] = make(alder)

    page = visit(alder, Role.AUDITOR).get("/").content.decode()

    assert "What stands out in the trail" in page
    assert f"{QUEUE}{case.pk}/" in page
    assert "D-0" not in page
    for clinic, role in ((alder, Role.CLINICIAN), (birch, Role.AUDITOR)):
        assert QUEUE not in visit(clinic, role).get("/").content.decode().partition("<main")[2]
