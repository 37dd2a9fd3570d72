"""`/api/v1/webhooks/`."""

import pytest

from clinics.events.actions import publish
from clinics.kit.current import entering
from clinics.webhooks.actions import sending
from clinics.webhooks.models import Delivery, Endpoint
from tests.factories.tokens import Program, bearer
from tests.receivers import Answer


@pytest.fixture
def program(db, alder, at) -> Program:
    return Program(alder, bearer(alder, "webhooks.read", at=at))


@pytest.fixture
def endpoint(db, alder, add, receiver, at) -> Endpoint:
    with entering(alder):
        made = add(receiver.url)
        publish(kind="patient.registered", ids={"patient": "0192"}, at=at)
    return made


def test_webhooks_are_listed_without_what_only_the_receiver_knows(program, endpoint):
    answer = program.get("webhooks/")

    [record] = answer.json()["results"]
    assert record["id"] == str(endpoint.pk)
    assert record["host"] == "localhost"
    assert record["events"] == ["patient.registered", "patient.changed"]
    assert "whsec" not in answer.content.decode()
    assert "key=abc" not in answer.content.decode()
    assert program.get(f"webhooks/{endpoint.pk}/").json() == record


def test_deliveries_are_read_with_each_try_and_without_ids_of_patients(program, alder, endpoint, receiver, at):
    receiver.answer = Answer(500, {"Content-Type": "text/plain"}, b"Ana Lopez")
    with entering(alder):
        sending.deliver_batch(at=at)
        delivery = Delivery.objects.get()

    [listed] = program.get(f"webhooks/{endpoint.pk}/deliveries/", state="waiting").json()["results"]
    full = program.get(f"webhooks/{endpoint.pk}/deliveries/{delivery.pk}/").json()

    assert listed["message_id"] == receiver.heard[0].id
    assert {**listed, "attempts": full["attempts"]} == full
    [attempt] = full["attempts"]
    assert (attempt["at"], attempt["status"], attempt["failure"]) == ("2026-11-02T09:30:00Z", 500, "status")
    assert "0192" not in str(full)
    assert "Ana" not in str(full)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"state": "delivered"}, 0),
        ({"event": "patient.changed"}, 0),
        ({"event": "patient.registered"}, 1),
        ({"at_from": "2026-11-02"}, 1),
        ({"at_before": "2026-11-02"}, 0),
    ],
)
def test_deliveries_are_narrowed(program, endpoint, query, count):
    assert program.get(f"webhooks/{endpoint.pk}/deliveries/", **query).json()["count"] == count


@pytest.mark.parametrize("query", [{"state": "lost"}, {"event": "x"}, {"at_from": "yesterday"}, {"kind": "x"}])
def test_what_cannot_be_asked_is_refused(program, endpoint, query):
    assert program.get(f"webhooks/{endpoint.pk}/deliveries/", **query).status_code in (400, 422)


def test_another_scope_or_clinic_sees_nothing(alder, birch, endpoint, at):
    patients = Program(alder, bearer(alder, "patients.read", at=at))
    other = Program(birch, bearer(birch, at=at))

    assert patients.get("webhooks/").status_code == 403
    assert other.get(f"webhooks/{endpoint.pk}/").status_code == 404
    assert other.get(f"webhooks/{endpoint.pk}/deliveries/").status_code == 404
    assert other.get("webhooks/").json()["count"] == 0
