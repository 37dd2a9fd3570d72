"""Nobody finds a trace of somebody they do not see: every address is asked, and every answer searched.

The clinic lets everybody see their own panel alone, and none of the three people is in anybody's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from uuid import UUID

import pytest
from django.test import Client

from clinics.kit.current import entering
from clinics.kit.sight import Reach
from patients.models.patient import PatientQuerySet
from tests.access.asking import taken_back
from tests.conftest import client_at
from tests.factories import sight
from tests.factories.staff import Role
from tests.factories.tokens import Program, bearer
from tests.guards.reads import MORE, World, addresses, filled

ASKED = (Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER, Role.CAREGIVER)
ENOUGH = 60
INVESTIGATORS = "/api/v1/audit-events/"
NOTHING = UUID(int=7)


@pytest.fixture
def narrowed(place) -> Iterator[World]:
    """Everybody sees their own panel alone; taken back afterwards."""
    with taken_back():
        with entering(place.clinic):
            sight.decide(Reach.PANEL)
        yield place


def requests(world: World) -> Iterator[tuple[str, str, dict[str, str], bool]]:
    """Every address once, and the requests that are asked besides."""
    for where, _pattern, _written in addresses(import_module("config.urls_clinic").urlpatterns):
        yield "get", "/" + filled(where, world), {}, False
    ids = {name: getattr(row, "pk", row) for name, row in world.known.items()}
    for method, path, body, is_htmx in MORE:
        yield method, path.format(**ids), {name: value.format(**ids) for name, value in body.items()}, is_htmx


def told(world: World, name: str, path: str) -> list[str]:
    """What would give somebody away: names, telephone, record number, and the id, by which investigators ask."""
    ids = [] if path == INVESTIGATORS else [str(world.people[name]), world.people[name].hex]
    return [*World.MARKERS[name], *ids]


def traces(world: World, web: Client, **headers: str) -> tuple[list[str], int]:
    """Answers with a trace of somebody, beyond what the request said itself; and how many answers were searched."""
    found, searched = [], 0
    for method, path, body, is_htmx in requests(world):
        is_api = path.startswith("/api/")
        if bool(headers) != is_api:
            continue
        more = {"HX-Request": "true"} if is_htmx else headers
        answer = getattr(web, method)(path, body, headers=more) if body else getattr(web, method)(path, headers=more)
        searched += answer.status_code in (200, 404, 409, 422)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = content.decode("utf-8", "replace").casefold()
        asked = f"{path} {json.dumps(body)}".casefold()
        for name in World.MARKERS:
            shown = [
                word for word in told(world, name, path) if word.casefold() in text and word.casefold() not in asked
            ]
            found += [f"{method} {path} ({answer.status_code}): {shown}"] if shown else []
    return found, searched


@pytest.mark.parametrize("role", ASKED)
def test_no_page_shows_a_trace_of_who_is_out_of_sight(narrowed, role):
    asked_why = f"get /patients/{narrowed.people['Ana']}/emergency/ (200): ['Anazephyra', 'Quillfeather']"

    found, searched = traces(narrowed, client_at(narrowed.clinic, role))

    assert found == ([asked_why] if role == Role.CLINICIAN else []), "\n".join(found)
    assert searched > ENOUGH


def test_no_program_is_told_of_a_restricted_chart(place, at):
    with taken_back():
        with entering(place.clinic):
            for name in World.MARKERS:
                sight.restrict(place.known[name])
        program = Program(place.clinic, bearer(place.clinic, at=at))

        found, searched = traces(place, program.web, Authorization=f"Bearer {program.token}")

    assert found == [], "\n".join(found)
    assert searched > 20


def test_a_gate_left_open_is_found_out(narrowed, monkeypatch):
    """The guard itself: a fetch that forgets to ask who sees whom."""
    monkeypatch.setattr(PatientQuerySet, "visible_to", lambda self, actor: self.all())

    found, _searched = traces(narrowed, client_at(narrowed.clinic, Role.CLINICIAN))

    assert any("Quillfeather" in each for each in found)


@pytest.mark.parametrize("role", ASKED)
def test_a_hidden_record_answers_as_one_that_is_not_there(narrowed, role):
    web = client_at(narrowed.clinic, role)

    for page in ("", "emergency/", "care-team/", "documents/", "history/"):
        hidden = web.get(f"/patients/{narrowed.people['Ana']}/{page}")
        missing = web.get(f"/patients/{NOTHING}/{page}")
        expected = 200 if (role, page) == (Role.CLINICIAN, "emergency/") else missing.status_code
        assert (page, hidden.status_code) == (page, expected)
