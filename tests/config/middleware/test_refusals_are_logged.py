"""Whoever is refused, and what tries to get around a rule, leaves a line: route, answer, person, clinic and request."""

from __future__ import annotations

import io
import json
import logging

import pytest
from django.test import Client

from clinics.kit.current import entering
from config.observability.logging import logging_settings
from tests.factories.staff import Role, person
from tests.factories.tokens import Program, bearer


@pytest.fixture
def answered():
    """The lines of requests, written from here on as production writes them."""
    stream = io.StringIO()
    configured = logging_settings(readable=False)["formatters"]["lines"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(configured.pop("()")(**configured))
    root = logging.getLogger()
    root.addHandler(handler)
    lines = lambda: [json.loads(line) for line in stream.getvalue().splitlines()]  # noqa: E731
    yield lambda: [line for line in lines() if line["logger"] == "polyclinic.access"]
    root.removeHandler(handler)


REFUSED = (
    ("get", "/settings/audit/", {}, 403, "oversight:trail"),
    ("get", "/patients/00000000-0000-7000-8000-000000000000/", {}, 404, "patients:patient"),
    ("get", "/patients/?nobody=asked", {}, 400, "patients:directory"),
    ("post", "/patients/new/", {"family": "x" * 2000}, 422, "patients:registration"),
    ("put", "/patients/new/", {}, 405, "patients:registration"),
)


def test_what_is_refused_to_a_person_is_a_line_with_the_person(alder, visit, answered):
    web = visit(alder, Role.FRONT_DESK)

    answers = [getattr(web, method)(path, sent) for method, path, sent, _status, _route in REFUSED]

    assert [(line["status"], line["route"]) for line in answered()] == [row[3:] for row in REFUSED]
    assert [answer.status_code for answer in answers] == [row[3] for row in REFUSED]
    assert [line["request_id"] for line in answered()] == [answer["X-Request-Id"] for answer in answers]
    with entering(alder):
        who = str(person(Role.FRONT_DESK).pk)
    assert {(line["user"], line["clinic"]) for line in answered()} == {(who, alder.schema_name)}


def test_a_forged_form_is_a_line(alder, visit, answered):
    web = visit(alder, Role.FRONT_DESK)
    strict = Client(enforce_csrf_checks=True, **web.defaults)
    strict.cookies = web.cookies

    assert strict.post("/patients/new/", {"family": "Ruiz"}).status_code == 403

    assert (answered()[-1]["status"], answered()[-1]["route"]) == (403, "patients:registration")


def test_what_is_refused_to_a_program_is_a_line(alder, db, at, answered, settings):
    program = Program(alder, bearer(alder, "patients.read", at=at))
    settings.API_RATE = "2/day"
    known = {"Authorization": f"Bearer {program.token}"}
    for path, headers in (
        ("/api/v1/patients/?nobody=asked", known),
        ("/api/v1/notes/", known),
        ("/api/v1/patients/", {"Authorization": "Bearer forged"}),
        ("/api/v1/schema-that-is-not-there/", {}),
        ("/api/v1/patients/", known),
    ):
        program.web.get(path, headers=headers)

    assert [line["status"] for line in answered() if line["route"] != "idp:oidc:token"] == [422, 403, 401, 404, 429]
    assert {line["clinic"] for line in answered()} == {alder.schema_name}
