"""A suspended clinic is closed at once, in every process, and opens again as it was."""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import StringIO

import httpx
import pytest
from celery.exceptions import Reject
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, ProgrammingError
from django.test import Client

from clinics.audit.models import AuditEvent
from clinics.events import background
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, ClinicState
from clinics.onboarding import states
from clinics.staff.models import User
from clinics.staff.permissions import Role
from config.middleware.clinic import host_cache
from config.postgres.base import ClinicClosed
from tests.conftest import client_at
from tests.processes import serving

BY = Actor.operator_command("tests")


def suspend(clinic: Clinic, at) -> Clinic:
    return states.suspend(clinic=clinic, by=BY, at=at, reason=states.Reason.UNPAID)


def test_a_suspended_clinic_answers_with_a_page_that_says_whom_to_ask(own_clinic, at):
    with entering_platform():
        Clinic.objects.filter(pk=own_clinic.pk).update(support_contact="Olive Owner, 555 0100", language="en")
    client = client_at(own_clinic, Role.CLINICIAN)
    assert client.get("/").status_code == 200

    suspend(own_clinic, at)
    answer = client.get("/")

    assert answer.status_code == 503
    page = answer.content.decode()
    assert "This clinic is paused" in page
    assert "Ask Olive Owner, 555 0100." in page
    assert own_clinic.name in page


def test_that_page_speaks_the_clinics_language_and_wears_its_colours(own_clinic, at):
    with entering_platform():
        Clinic.objects.filter(pk=own_clinic.pk).update(language="es", accent="#aa0044")
    suspend(own_clinic, at)
    client = Client(HTTP_HOST=own_clinic.canonical_host)

    assert 'lang="es"' in client.get("/patients/").content.decode()
    assert client.get("/branding.css").status_code == 200
    assert client.get("/branding/nothing").status_code == 503


def test_programs_get_a_problem_document(own_clinic, at):
    suspend(own_clinic, at)

    answer = Client(HTTP_HOST=own_clinic.canonical_host).get("/api/v1/patients")

    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")
    assert (answer.json()["code"], answer.json()["status"]) == ("clinic-suspended", 503)


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/patients/", "/admin/", "/live/admission/", "/book/", "/x"])
def test_no_page_is_left_open(own_clinic, at, path):
    suspend(own_clinic, at)

    assert client_at(own_clinic).post(path).status_code == 503
    assert client_at(own_clinic).get(path).status_code == 503


def test_a_process_that_remembers_it_as_open_is_closed_too(own_clinic, at):
    """What closes the doors is the database, not what processes remember."""
    remembered = host_cache.get(own_clinic.canonical_host)
    client = client_at(own_clinic, Role.CLINICIAN)
    client.get("/")

    suspend(own_clinic, at)

    assert host_cache.get(own_clinic.canonical_host) is remembered
    assert client.get("/").status_code == 503


def test_another_process_is_closed_at_once(own_clinic, at):
    with serving() as server, server.client(own_clinic, Role.CLINICIAN) as client:
        for _ in range(4):
            assert client.get("/").status_code == 200
        suspend(own_clinic, at)
        assert client.get("/").status_code == 503
        states.reactivate(clinic=own_clinic, by=BY, at=at)
        assert client.get("/").status_code == 200


@pytest.mark.slow
def test_an_open_stream_ends_at_once(own_clinic, at):
    with (
        serving("-k", "asgi", application="config.asgi:application") as server,
        server.client(own_clinic, Role.CLINICIAN) as client,
        client.stream("GET", "/live/", params={"topic": "job:1"}, timeout=httpx.Timeout(5)) as stream,
    ):
        lines = stream.iter_lines()
        assert next(lines) == "event: ready"
        suspend(own_clinic, at)
        assert "event: closed" in list(lines)


def test_work_that_is_under_way_stops_with_its_next_statement(own_clinic, at):
    with entering(own_clinic):
        assert User.objects.exists()
        in_another_session(lambda: suspend(own_clinic, at))

        with pytest.raises(ProgrammingError), transaction.atomic():
            User.objects.exists()
        with pytest.raises(ClinicClosed):
            User.objects.exists()
    states.reactivate(clinic=own_clinic, by=BY, at=at)


def in_another_session(act: Callable[[], object]) -> None:
    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_its_messages_are_refused(own_clinic, at):
    suspend(own_clinic, at)

    with pytest.raises(Reject):
        background.active_clinic(own_clinic.schema_name)


def test_reactivated_it_goes_on_as_it_was(own_clinic, at):
    client = client_at(own_clinic, Role.CLINICIAN)
    suspend(own_clinic, at)
    client.get("/")

    states.reactivate(clinic=own_clinic, by=BY, at=at)

    assert client.get("/").status_code == 200


def test_other_clinics_go_on(own_clinic, alder, db, at):
    client = client_at(alder, Role.CLINICIAN)
    suspend(own_clinic, at)

    assert client.get("/").status_code == 200


def test_the_platform_keeps_who_closed_it_and_why(own_clinic, at):
    suspend(own_clinic, at)
    states.reactivate(clinic=own_clinic, by=BY, at=at)
    states.close(clinic=own_clinic, by=BY, at=at)

    with entering_platform():
        found = AuditEvent.objects.filter(subject_type="clinics.clinic", subject_id=str(own_clinic.pk), at=at).order_by(
            "id"
        )
        events = list(found.values_list("event", "reason_code", "actor_id"))
    assert events == [
        ("clinic.suspended", "unpaid", "tests"),
        ("clinic.reactivated", "", "tests"),
        ("clinic.closed", "requested", "tests"),
    ]


def test_what_cannot_be_done_is_refused_and_leaves_no_trace(own_clinic, at):
    with pytest.raises(states.NotInThatState):
        states.reactivate(clinic=own_clinic, by=BY, at=at)
    suspend(own_clinic, at)
    with pytest.raises(states.NotInThatState):
        suspend(own_clinic, at)
    states.close(clinic=own_clinic, by=BY, at=at)
    with pytest.raises(states.NotInThatState):
        states.reactivate(clinic=own_clinic, by=BY, at=at)
    with pytest.raises(states.NotInThatState):
        states.close(clinic=own_clinic, by=BY, at=at)

    with entering_platform():
        assert (
            AuditEvent.objects.filter(subject_type="clinics.clinic", subject_id=str(own_clinic.pk), at=at).count() == 2
        )


@pytest.mark.parametrize("command", ["suspend_clinic", "reactivate_clinic", "close_clinic"])
def test_the_commands_do_the_same(own_clinic, command):
    if command == "reactivate_clinic":
        call_command("suspend_clinic", own_clinic.subdomain, "--reason", "security", stdout=StringIO())
    out = StringIO()

    call_command(command, own_clinic.subdomain, stdout=out)

    expected = {"suspend_clinic": ClinicState.SUSPENDED, "reactivate_clinic": ClinicState.ACTIVE}
    with entering_platform():
        assert Clinic.objects.get(pk=own_clinic.pk).state == expected.get(command, ClinicState.CLOSED)
    assert out.getvalue().startswith(f"{own_clinic.name} is ")
    with pytest.raises(CommandError, match=r"This cannot be done now"):
        call_command(command, own_clinic.subdomain, stdout=StringIO())


@pytest.mark.parametrize("command", ["suspend_clinic", "reactivate_clinic", "close_clinic"])
def test_an_unknown_clinic_is_said_to_be_unknown(db, command):
    with pytest.raises(CommandError, match="No clinic has this subdomain"):
        call_command(command, "nobody-here")


def test_a_clinic_cannot_open_itself_or_close_another(own_clinic, birch, at):
    for schema in (own_clinic.schema_name, birch.schema_name):
        with entering(own_clinic), pytest.raises(ProgrammingError, match="permission denied"):
            set_closed(schema)


@pytest.mark.parametrize("schema", ["public", "pg_catalog", "c_000001; DROP TABLE x", '"', ""])
def test_the_platform_can_close_clinics_only(on_platform, schema):
    with pytest.raises(DatabaseError, match="not the schema of a clinic"):
        set_closed(schema)


def set_closed(schema: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT public.set_clinic_open(%s::text, false)", [schema])
