"""`/api/v1/` of the calendar: found, booked, moved, cancelled and attended by programs."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.factories import appointments
from tests.factories.patients import register
from tests.factories.tokens import bearer

MONDAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=True):
        yield


@pytest.fixture
def known(alder, db) -> dict[str, str]:
    """Somebody to book, with whom, for what and where."""
    with entering(alder):
        rows = {
            "patient": register(),
            "type": appointments.kind(),
            "provider": appointments.provider(),
            "location": appointments.site(),
        }
        return {name: str(row.pk) for name, row in rows.items()}


def book(program, known, key="k1", **more):
    opening = program.get("openings/", type=known["type"], location=known["location"]).json()["results"][0]
    body = {**known, "starts_at": opening["starts_at"], **more}
    return program.post("appointments/", body, Idempotency_Key=key)


def test_an_opening_is_found_booked_and_no_longer_open(program, known):
    booked = book(program, known)

    assert booked.status_code == 201, booked.content
    starts = booked.json()["starts_at"]
    found = program.get("openings/", type=known["type"], location=known["location"]).json()["results"]
    assert starts not in [each["starts_at"] for each in found]
    assert program.get(booked["Location"]).json() == booked.json()


def test_booking_needs_a_key_and_does_it_once(program, known):
    first = book(program, known)
    again = program.post("appointments/", {**known, "starts_at": first.json()["starts_at"]}, Idempotency_Key="k1")
    without = program.post("appointments/", {**known, "starts_at": first.json()["starts_at"]})

    assert again.json() == first.json()
    assert (without.status_code, without.json()["code"]) == (400, "idempotency_key_missing")
    assert program.get("appointments/").json()["count"] == 1


def test_a_taken_time_is_a_conflict(program, known, alder):
    first = book(program, known)
    with entering(alder):
        other = str(register(given="Bea").pk)

    rival = program.post(
        "appointments/", {**known, "patient": other, "starts_at": first.json()["starts_at"]}, Idempotency_Key="k2"
    )

    assert (rival.status_code, rival.json()["code"]) == (409, "slot_taken")


def test_outside_the_hours_asks_why(program, known):
    night = {**known, "starts_at": "2026-11-04T03:00:00Z"}

    refused = program.post("appointments/", night, Idempotency_Key="k1")
    excused = program.post("appointments/", {**night, "outside_hours_reason": "Emergency"}, Idempotency_Key="k2")

    assert (refused.status_code, refused.json()["code"]) == (409, "outside_hours")
    assert excused.json()["is_outside_hours"] is True


def test_an_appointment_is_moved_with_its_etag_and_cancelled(program, known):
    booked = book(program, known)
    later = datetime.fromisoformat(booked.json()["starts_at"]) + timedelta(hours=1)

    moved = program.patch(booked["Location"], {"starts_at": later.isoformat()}, If_Match=booked["ETag"])
    stale = program.patch(booked["Location"], {"starts_at": later.isoformat()}, If_Match=booked["ETag"])
    gone = program.post(f"{booked['Location']}cancellation/", {"reason": "patient"}, If_Match=moved["ETag"])

    assert moved.status_code == 200, moved.content
    assert stale.status_code == 412
    assert gone.json()["status"] == "cancelled"


def test_a_visit_goes_its_way(program, known, alder, at):
    answer = book(program, known)
    path = answer["Location"]
    with time_machine.travel(datetime.fromisoformat(answer.json()["starts_at"])):
        program.token = bearer(alder, at=at)
        for address, status in (("arrival", "arrived"), ("beginning", "in_progress"), ("completion", "completed")):
            answer = program.post(f"{path}{address}/", If_Match=answer["ETag"])
            assert answer.json().get("status") == status, answer.content


def test_a_list_is_filtered_and_names_its_people_in_the_trail(program, known, alder):
    book(program, known)

    listed = program.get("appointments/", patient=known["patient"], status="booked").json()
    none = program.get("appointments/", until="2026-11-01").json()

    assert (listed["count"], none["count"]) == (1, 0)
    with entering(alder):
        event = AuditEvent.objects.filter(event="appointment.listed").latest("at")
        assert [str(each) for each in event.patient_ids] == [known["patient"]]


@pytest.mark.parametrize("name", ["providers", "locations", "appointment-types"])
def test_what_can_be_booked_is_listed(program, known, name):
    assert program.get(f"{name}/").json()["count"] >= 1


def test_an_unknown_patient_provider_or_place_is_named(program, known):
    for field in ("patient", "type", "provider", "location"):
        wrong = {**known, field: "0190d1f2-0000-7000-8000-000000000000", "starts_at": "2026-11-04T15:00:00Z"}
        answer = program.post("appointments/", wrong, Idempotency_Key=f"k-{field}")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
