"""What cannot be recorded does not happen: where the trail takes nothing, nobody is shown and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module

import pytest

from clinics.kit.current import entering
from clinics.onboarding.schema import owner_connection
from patients.models import Patient
from tests.conftest import client_at
from tests.factories.staff import Role
from tests.guards.reads import MORE, Asking, Called, World, addresses, filled

REFUSING = """
    CREATE FUNCTION {0}.refuse_event() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the trail takes nothing'; END $$;
    CREATE TRIGGER refuse_event BEFORE INSERT ON {0}.audit_auditevent FOR EACH ROW EXECUTE FUNCTION {0}.refuse_event();
"""


@pytest.fixture
def world(own_clinic, settings, tmp_path) -> Iterator[World]:
    kept = {"BACKEND": "patients.documents.storage.FolderStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "documents": kept}
    settings.API_RATE = settings.API_RATE_UNKNOWN = "10000/min"
    made = World(own_clinic, datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
    made.fill()
    return made


@pytest.fixture
def refuse(world) -> Callable[[], None]:
    """`refuse()`: from now on the trail of this clinic takes nothing."""
    return lambda: owner_connection().execute(REFUSING.format(f'"{world.clinic.schema_name}"'))


@pytest.fixture
def asking(world) -> Asking:
    made = Asking(world)
    for web in (*made.people, made.program.web):
        web.raise_request_exception = False
    return made


def gets(world: World) -> Iterator[tuple[str, bool]]:
    """Every address that is asked with GET, and whether by htmx."""
    for where, _pattern, _written in addresses(import_module("config.urls_clinic").urlpatterns):
        yield "/" + filled(where, world), False
    ids = {name: getattr(row, "pk", row) for name, row in world.known.items()}
    yield from ((path.format(**ids), is_htmx) for method, path, _body, is_htmx in MORE if method == "get")


def test_whoever_cannot_be_recorded_is_not_shown(world, asking, refuse):
    """Each address that shows somebody, asked again once nothing can be recorded: page, list, API, download."""
    showing = [(path, is_htmx) for path, is_htmx in gets(world) if ask(asking, path, is_htmx).shown]
    kinds = ("/patients/", "/api/v1/", "/content/", "/settings/audit/", "/billing/")
    assert all(any(kind in path for path, _htmx in showing) for kind in kinds)

    refuse()

    again = [ask(asking, path, is_htmx) for path, is_htmx in showing]
    assert [each.what for each in again if each.shown or each.status < 500] == []


def ask(asking: Asking, path: str, is_htmx: bool) -> Called:
    return asking.one("get", path, {}, is_htmx=is_htmx)


def test_a_document_that_cannot_be_recorded_is_not_handed_out(world, asking, refuse):
    ana, document = world.people["Ana"], world.known["document"].pk
    web, program = asking.people[0], world_program(asking)
    page, api = f"/patients/{ana}/documents/{document}/content/", f"/api/v1/documents/{document}/content/"
    before = [web.get(page), program(api)]
    assert [answer.status_code for answer in before] == [200, 200]
    file = b"".join(before[0].streaming_content)

    refuse()

    for answer in (web.get(page), program(api)):
        assert answer.status_code == 500
        assert not answer.streaming
        assert file[:40] not in answer.content


def world_program(asking: Asking) -> Callable:
    """Ask as the program does."""
    headers = {"Authorization": f"Bearer {asking.program.token}"}
    return lambda path, method="get", **sent: getattr(asking.program.web, method)(path, headers=headers, **sent)


NEW = {"given": "Nina", "family": "Nueva", "birth_date_year": "1990", "birth_date_month": "1", "birth_date_day": "2"}
WRITES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/patients/new/", NEW),
    ("/patients/{Ana}/contacts/new/", {"system": "email", "value": "ana@example.com"}),
    ("/patients/{Ana}/allergies/new/", {"substance": "Latex", "status": "unconfirmed"}),
    ("/patients/{Ana}/inactivity/", {}),
    ("/patients/{Ana}/notes/new/", {}),
    ("/settings/sign-in/", {"idle_minutes": "15", "proof_minutes": "15", "longest_hours": "12"}),
    ("/settings/audit/seals/verification/", {}),
)
# Rows that say nothing about patients and are written beside an act, not by it.
BESIDE = ("django_session", "api_keptanswer")


def contents(world: World) -> dict[str, object]:
    """A digest of every table of the clinic, but for sessions and kept answers."""
    owner, schema = owner_connection(), world.clinic.schema_name
    tables = [name for (name,) in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])]
    digest = "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {}.{} t"
    return {
        name: owner.execute(digest.format(f'"{schema}"', f'"{name}"')).fetchone()[0]
        for name in tables
        if name not in BESIDE
    }


def test_what_cannot_be_recorded_is_not_written(world, asking, refuse):
    """Forms of pages and bodies of programs, none of which leaves a row behind."""
    ids = {name: getattr(row, "pk", row) for name, row in world.known.items()}
    owner = client_at(world.clinic, Role.OWNER)
    owner.raise_request_exception = False
    clinician = asking.people[0]
    refuse()
    before = contents(world)

    answers = {}
    for path, body in WRITES:
        web = owner if path.startswith("/settings/") else clinician
        answers[path] = web.post(path.format(**ids), body).status_code
    new = {"given": "Ada", "family": "Okafor", "birth_date": "1990-05-04"}
    program = world_program(asking)
    answers["api"] = program("/api/v1/patients/", "post", data=new, content_type="application/json").status_code

    assert {path: status for path, status in answers.items() if status < 500} == {}
    assert contents(world) == before


def test_the_same_writes_are_taken_while_the_trail_takes_them(world, asking):
    """The twin of the test above: it is the trail that refused them."""
    ids = {name: getattr(row, "pk", row) for name, row in world.known.items()}
    owner = client_at(world.clinic, Role.OWNER)
    with entering(world.clinic):
        count = Patient.objects.count()

    for path, body in WRITES:
        web = owner if path.startswith("/settings/") else asking.people[0]
        assert web.post(path.format(**ids), body).status_code in (200, 302), path

    with entering(world.clinic):
        assert Patient.objects.count() == count + 1
