"""A hidden record: what the search says of it, the page that asks why, and what follows."""

from datetime import date

import pytest

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.kit.sight import Reach
from clinics.oversight.models import Anomaly
from patients.actions import particulars
from patients.models import BrokenGlass, Patient, Relationship
from tests.factories import patients, sight
from tests.factories.staff import Role


@pytest.fixture
def hidden(db, alder) -> Patient:
    with entering(alder):
        ana = patients.register(given="Anazephyra", family="Quill", birth_date=date(1984, 3, 7), record_number="A-7781")
        sight.decide(Reach.PANEL)
    return ana


def page(client, query: str) -> str:
    return client.get("/patients/", {"q": query}).content.decode()


def test_the_search_says_only_that_somebody_is_hidden(alder, hidden, visit):
    found = page(visit(alder, Role.CLINICIAN), "Anazephyra Quill")

    assert "Hidden from you" in found
    assert f"/patients/{hidden.pk}/emergency/" in found
    assert f'"/patients/{hidden.pk}/"' not in found
    assert "A-7781" not in found


@pytest.mark.parametrize("query", ["Anazephyra", "1984-03-07", "Anaz Qui", "A-7781"])
def test_two_things_must_be_known_exactly(alder, hidden, visit, query):
    assert str(hidden.pk) not in page(visit(alder, Role.CLINICIAN), query)


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.CAREGIVER, Role.BILLER, Role.OWNER])
def test_without_the_right_to_open_it_nothing_is_found(alder, hidden, visit, role):
    client = visit(alder, role)

    assert str(hidden.pk) not in page(client, "Anazephyra Quill 1984-03-07")
    assert client.get(f"/patients/{hidden.pk}/").status_code == 404


def test_a_reason_opens_the_record_and_the_trail_says_so(alder, hidden, visit):
    client = visit(alder, Role.CLINICIAN)
    assert client.get(f"/patients/{hidden.pk}/").status_code == 404
    address = f"/patients/{hidden.pk}/emergency/"
    asked = client.get(address).content.decode()
    assert "Anazephyra" in asked
    assert "A-7781" not in asked

    answer = client.post(address, {"reason": "Unconscious at the door"})

    assert answer.headers["Location"] == f"/patients/{hidden.pk}/"
    chart = client.get(f"/patients/{hidden.pk}/").content.decode()
    assert "You opened this record in an emergency" in chart
    with entering(alder):
        events = AuditEvent.objects.about(hidden.pk).order_by("pk").values_list("event", "reason_code")
        assert list(events)[-4:] == [
            ("glass.looked", ""),
            ("glass.broken", ""),
            ("anomaly.found", ""),
            ("patient.viewed", "emergency"),
        ]
    assert client.get(address).status_code == 404


def test_too_short_a_reason_opens_nothing(alder, hidden, visit):
    client = visit(alder, Role.CLINICIAN)

    answer = client.post(f"/patients/{hidden.pk}/emergency/", {"reason": "now"})

    assert answer.status_code == 422
    assert "Say in a few words" in answer.content.decode()
    with entering(alder):
        assert not BrokenGlass.objects.exists()


def test_the_reviewer_reads_the_reason(alder, hidden, visit):
    visit(alder, Role.CLINICIAN).post(f"/patients/{hidden.pk}/emergency/", {"reason": "Unconscious at the door"})
    owner = visit(alder, Role.OWNER)

    queue = owner.get("/settings/audit/reviews/").content.decode()

    assert "Hidden record opened in an emergency" in queue
    assert "Dana Doctor" in queue
    assert "A-7781" in queue
    assert "Anazephyra" not in queue
    with entering(alder):
        case = Anomaly.objects.get()
    assert "Unconscious at the door" in owner.get(f"/settings/audit/reviews/{case.pk}/").content.decode()


def test_somebody_hidden_is_not_named_on_the_record_of_a_relative(alder, visit, db):
    with entering(alder):
        bea = patients.register(given="Beatrixa", family="Oxbow", birth_date=None)
        ana = patients.register(given="Anazephyra", family="Quill")
        row = Relationship(patient=bea, other=ana, kind="SIB")
        row = particulars.add(patient=bea, row=row, by=patients.REGISTRAR, at=patients.AT)
        sight.restrict(ana)
    client = visit(alder, Role.CLINICIAN)

    chart = client.get(f"/patients/{bea.pk}/")

    assert chart.status_code == 200
    assert "Anazephyra" not in chart.content.decode()
    assert str(ana.pk) not in chart.content.decode()
    assert client.get(f"/patients/{bea.pk}/relationships/{row.pk}/").status_code == 404
