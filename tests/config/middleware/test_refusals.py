"""Who is refused something leaves a trace: in the log whoever they are, in the trail when they are known."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from prometheus_client import REGISTRY

from clinics.audit.models import AuditEvent
from clinics.kit.actor import Actor, ActorKind
from clinics.oversight.actions import refusals
from config.observability import refusals as reasons
from tests.config.middleware.test_observation import lines, requests
from tests.factories.staff import Role, acting
from tests.factories.tokens import client_of, token_of

__all__ = ["lines"]

POLICY = "/settings/sign-in/"


@pytest.fixture(autouse=True)
def an_hour_later() -> None:
    """Nothing was refused within the last hour."""
    cache.clear()


def told(request_id: str = "") -> list[AuditEvent]:
    found = AuditEvent.objects.filter(event__startswith="access.")
    return list(found.filter(request_id=request_id) if request_id else found)


def test_a_refusal_names_person_permission_and_address_and_no_value(in_alder, visit):
    answer = visit(in_alder, Role.FRONT_DESK).get(POLICY, REMOTE_ADDR="198.51.100.7")

    (event,) = told(answer.headers["X-Request-Id"])
    assert answer.status_code == 403
    assert (event.event, event.reason_code, event.fields) == ("access.refused", "permission", ["access.configure"])
    assert (event.actor_kind, event.actor_id, event.ip) == ("staff", acting(Role.FRONT_DESK).id, "198.51.100.7")
    assert (event.patient_ids, event.subject_id) == ([], "")


def test_asking_again_and_again_fills_no_trail(in_alder, visit):
    browser = visit(in_alder, Role.FRONT_DESK)

    assert {browser.get(POLICY).status_code for _time in range(50)} == {403}
    assert [event.event for event in reversed(told())] == ["access.refused", "access.refused_often"]


def test_another_permission_and_another_person_are_written_too(in_alder, visit):
    for role in (Role.FRONT_DESK, Role.BILLER):
        browser = visit(in_alder, role)
        browser.get(POLICY)
        browser.get("/settings/webhooks/")

    assert len({(event.actor_id, *event.fields) for event in told()}) == len(told()) == 4


def test_a_program_that_asks_for_more_than_it_may_is_written(in_alder, at):
    made = client_of(in_alder, at=at)
    token = token_of(in_alder, made, scope="patients.read")

    answer = Client(HTTP_HOST=in_alder.canonical_host).get(
        "/api/v1/invoices/", headers={"Authorization": f"Bearer {token}"}
    )

    (event,) = told(answer.headers["X-Request-Id"])
    assert (answer.status_code, event.actor_kind, event.channel) == (403, "client", "api")
    assert event.reason_code == "permission"


def test_a_form_of_another_site_is_written(in_alder, visit):
    browser = Client(enforce_csrf_checks=True, HTTP_HOST=in_alder.canonical_host)
    browser.cookies = visit(in_alder, Role.OWNER).cookies

    answer = browser.post(POLICY, {})

    (event,) = told(answer.headers["X-Request-Id"])
    assert (answer.status_code, event.reason_code, event.actor_id) == (403, "forged", acting(Role.OWNER).id)


def test_strangers_write_nothing_into_the_trail(in_alder, visit):
    refusals.note(reason="permission", by=Actor(ActorKind.NOBODY), at=None)  # type: ignore[arg-type]
    visit(in_alder).get("/api/v1/patients/")

    assert told() == []


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        (POLICY, (403, "permission")),
        ("/patients/?secret=Quackenbush", (400, "malformed")),
        ("/api/v1/patients/", (401, "not_authenticated")),
    ],
)
def test_the_log_says_why_and_counters_count(in_alder, visit, lines, path, refused):
    counted = {"reason": refused[1]}
    before = REGISTRY.get_sample_value("polyclinic_refusals_total", counted) or 0

    visit(in_alder, Role.FRONT_DESK).get(path)

    (line,) = requests(lines)
    assert (line["status"], line["reason_code"]) == refused
    assert "Quackenbush" not in str(lines())
    assert REGISTRY.get_sample_value("polyclinic_refusals_total", counted) == before + 1


def test_what_is_answered_has_no_reason(in_alder, visit, lines):
    visit(in_alder, Role.OWNER).get(POLICY)

    (line,) = requests(lines)
    assert "reason_code" not in line


def test_a_refusal_that_leaves_no_trace_is_noticed(in_alder, visit, monkeypatch):
    monkeypatch.setattr(reasons, "IN_TRAIL", ())

    visit(in_alder, Role.FRONT_DESK).get(POLICY)

    assert told() == []
