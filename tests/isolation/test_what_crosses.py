"""Nothing that one clinic hands out is worth anything at the other, even where the people are equal."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from clinics.events.background import NoClinicInMessage, active_clinic
from clinics.events.models import Job
from clinics.events.tasks import send_mail
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, ClinicState
from clinics.staff.actions import invitations
from clinics.staff.permissions import Role
from clinics.staff.reset_links import ResetTokens
from tests.factories import operators
from tests.factories.staff import person


def test_a_cache_key_of_one_clinic_is_empty_at_the_other(alder, birch, db):
    with entering(alder):
        cache.set("who", "alder", 30)
    with entering(birch):
        assert cache.get("who") is None
        cache.set("who", "birch", 30)
    with entering(alder):
        assert cache.get("who") == "alder"


def test_without_the_clinic_in_the_key_the_cache_would_leak(alder, birch, db, settings):
    unkeyed = import_module("django.core.cache.backends.locmem").LocMemCache("shared", {})
    with entering(alder):
        unkeyed.set("who", "alder", 30)
    with entering(birch):
        assert unkeyed.get("who") == "alder"


def test_a_copied_session_row_is_not_a_session_of_the_other_clinic(visit, alder, birch):
    client = visit(alder, Role.OWNER)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    with entering(alder):
        row = Session.objects.get(session_key=key)
    with entering(birch):
        Session.objects.create(session_key=row.session_key, session_data=row.session_data, expire_date=row.expire_date)
    assert client.get("/").status_code == 200
    assert client.get("/", HTTP_HOST=birch.canonical_host).status_code == 302


def test_a_reset_token_of_one_clinic_is_refused_by_the_other(alder, birch, db):
    with entering(alder):
        bound = ResetTokens().make_token(person(Role.OWNER))
        unbound = PasswordResetTokenGenerator().make_token(person(Role.OWNER))
        assert ResetTokens().check_token(person(Role.OWNER), bound)
    with entering(birch):
        assert not ResetTokens().check_token(person(Role.OWNER), bound)
        assert PasswordResetTokenGenerator().check_token(person(Role.OWNER), unbound), "what it would be without"


def test_an_invitation_of_one_clinic_opens_nothing_at_the_other(visit, alder, birch, acting):
    at = datetime.now(UTC)
    with entering(alder):
        link = invitations.invite(email="new@example.com", roles=(Role.BILLER,), by=acting(Role.OWNER), at=at).link
    token = link.rstrip("/").rsplit("/", 1)[-1]
    path = reverse("staff:accept_invitation", args=[token], urlconf="config.urls_clinic")
    here, there = visit(alder).get(path), visit(birch).get(path)
    assert here.status_code == 200
    assert there.status_code in (404, 410)
    assert "new@example.com" not in there.content.decode()


def test_an_operators_ticket_of_one_clinic_is_refused_by_the_other(alder, birch, db):
    operators.allow(alder)
    operators.allow(birch)
    ticket = operators.ask(alder).ticket

    assert operators.show(operators.browser(birch), ticket).status_code == 403
    assert operators.show(operators.browser(alder), ticket).status_code == 302


def test_an_operators_session_of_one_clinic_opens_nothing_at_the_other(alder, birch, db):
    operators.allow(birch)
    visitor = operators.visiting(alder)
    key = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    with entering(alder):
        row = Session.objects.get(session_key=key)
    with entering(birch):
        Session.objects.create(session_key=key, session_data=row.session_data, expire_date=row.expire_date)

    assert visitor.get("/settings/").status_code == 200
    assert visitor.get("/settings/", HTTP_HOST=birch.canonical_host).status_code == 302


def test_a_job_of_one_clinic_is_not_found_at_the_other(alder, birch, at, db):
    with entering(alder):
        job = Job.objects.create(kind="test", started_by="x", created_at=at)
    with entering(birch):
        assert not Job.objects.filter(pk=job.pk).exists()


@pytest.mark.parametrize("state", [ClinicState.SUSPENDED, ClinicState.CLOSED, ClinicState.ONBOARDING])
def test_work_for_a_clinic_that_is_not_active_is_refused(alder, db, state):
    with entering_platform():
        Clinic.objects.filter(pk=alder.pk).update(state=state)
    with pytest.raises(NoClinicInMessage):
        active_clinic(alder.schema_name)
    refused = send_mail.apply(headers={"clinic": alder.schema_name})
    assert refused.state == "REJECTED"


def test_a_clinic_role_sees_no_row_of_public(alder, db):
    with entering(alder), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT, UPDATE, DELETE')"
        )
        assert cursor.fetchall() == []
