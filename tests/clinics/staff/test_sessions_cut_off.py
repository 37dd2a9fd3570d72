"""Keeping a session that somebody ended, and one whose database has gone, are two things."""

import psycopg
import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection

from clinics.kit.current import entering
from clinics.staff.sessions import SessionStore
from tests.conftest import client_at
from tests.factories.staff import Role


def opened(clinic) -> SessionStore:
    """The session of somebody who signed in there, read and about to be kept."""
    session = SessionStore(client_at(clinic, Role.CLINICIAN).cookies["session"].value)
    assert session.load()
    session["seen"] = True
    return session


def cut_off() -> None:
    """End this thread's connection from outside, as a failing server does."""
    known = connection.get_connection_params()
    login = {name: known[name] for name in ("dbname", "user", "password", "host", "port")}
    with psycopg.connect(**login, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])


def test_a_session_that_was_ended_meanwhile_is_not_kept(in_alder):
    session = opened(in_alder)
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        session.save()


def test_a_database_that_went_away_is_not_taken_for_a_session_that_ended(own_clinic):
    with entering(own_clinic):
        session = opened(own_clinic)
        cut_off()

        with pytest.raises(OperationalError):
            session.save()
