"""`check_clinic`: one line for each thing that must be right, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from clinics.encryption import keyring
from clinics.kit import roles
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, DataKey, Domain
from clinics.onboarding import probes, states
from clinics.onboarding.schema import owner_connection
from clinics.staff.models import Invitation, Policy, RoleAssignment
from clinics.staff.permissions import Role
from config.middleware.clinic import host_cache
from tests.database import BY

NAMES = ["role", "path", "key", "host", "mail", "storage", "sign-in", "isolation"]


def wrong(clinic: Clinic, at, resolves=lambda _host: True) -> dict[str, str]:
    """The probes that find something wrong, with what they say to do."""
    clinic.forget_preloaded()
    with entering(clinic):
        return {found.name: found.words for found in probes.findings(at=at, resolves=resolves) if not found.is_right}


def test_a_clinic_that_is_right_says_so_in_eight_lines(own_clinic):
    out = StringIO()

    call_command("check_clinic", own_clinic.subdomain, stdout=out)

    lines = out.getvalue().splitlines()
    assert [line.split()[:2] for line in lines] == [["ok", name] for name in NAMES]


def test_nothing_is_left_behind(own_clinic, at, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "documents": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }

    assert wrong(own_clinic, at) == {}
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_wrong_line_names_itself_and_the_command_fails(own_clinic):
    with entering(own_clinic):
        RoleAssignment.objects.filter(role=Role.OWNER).delete()
        Invitation.objects.all().update(withdrawn_at=None, expires_at="2020-01-01T00:00Z")
    out = StringIO()

    with pytest.raises(CommandError, match=r"^Not right: sign-in\.$"):
        call_command("check_clinic", own_clinic.subdomain, stdout=out)

    line = next(line for line in out.getvalue().splitlines() if line.startswith("WRONG"))
    assert line.endswith("No owner, and no invitation that is still good. Run invite_owner.")


def test_a_role_that_may_too_much_is_found(own_clinic, at):
    role = roles.clinic_role(own_clinic.schema_name)
    owner_connection().execute(f"ALTER ROLE {role} CREATEROLE")
    try:
        assert "prepare_database" in wrong(own_clinic, at)["role"]
    finally:
        owner_connection().execute(f"ALTER ROLE {role} NOCREATEROLE")


def test_a_migration_that_did_not_run_is_found(own_clinic, at):
    owner_connection().execute(f"DELETE FROM {own_clinic.schema_name}.django_migrations WHERE app = 'staff'")

    assert "Run migrate_schemas" in wrong(own_clinic, at)["path"]


def test_a_key_that_does_not_open_is_found(own_clinic, at):
    with entering_platform():
        DataKey.objects.filter(clinic=own_clinic, purpose="field").update(wrapped=b"damaged")
    keyring.forget()

    found = wrong(own_clinic, at)

    assert found["key"].startswith("The keys do not open")
    assert "storage" in found


def test_a_host_that_leads_elsewhere_is_found(own_clinic, alder, at):
    with entering_platform():
        Domain.objects.filter(tenant=own_clinic).delete()

    assert wrong(own_clinic, at)["host"].startswith("No canonical host.")


def test_a_host_that_dns_does_not_know_is_found(own_clinic, at):
    own = f"{own_clinic.subdomain}.example.org"
    with entering_platform():
        Domain.objects.create(domain=own, tenant=own_clinic, is_primary=True)
    host_cache.clear()

    assert set(wrong(own_clinic, at)) == set()
    assert wrong(own_clinic, at, resolves=lambda _host: False) == {
        "host": f"DNS does not know {own}. Add a CNAME record for it that names "
        f"{own_clinic.subdomain}.testserver.example."
    }


def test_a_surprise_is_that_probes_finding_and_stands_in_the_log(own_clinic, at, caplog):
    own = f"{own_clinic.subdomain}.example.org"
    with entering_platform():
        Domain.objects.create(domain=own, tenant=own_clinic, is_primary=True)
    host_cache.clear()

    def surprises(_host: str) -> bool:
        raise RuntimeError

    found = wrong(own_clinic, at, resolves=surprises)

    assert found == {"host": "RuntimeError: see the server’s log, then check again."}
    assert [(record.levelname, record.msg["probe"]) for record in caplog.records if "probe" in record.msg] == [
        ("ERROR", "host")
    ]


def test_a_sender_without_an_address_is_found(own_clinic, at, settings):
    settings.DEFAULT_FROM_EMAIL = "Clinic"

    assert "DEFAULT_FROM_EMAIL" in wrong(own_clinic, at)["mail"]


@pytest.fixture
def ses(settings, monkeypatch) -> Iterator[Any]:
    """A mail service of AWS on this machine, which the settings name."""
    boto3, moto = pytest.importorskip("boto3"), pytest.importorskip("moto")
    for name, value in {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x", "DEFAULT_REGION": "eu-west-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    settings.MAIL_TRANSPORT, settings.DEFAULT_FROM_EMAIL = "ses", "Clinics <no-reply@clinics.example>"
    with moto.mock_aws():
        yield boto3.client("sesv2")


@pytest.mark.parametrize("identity", ["clinics.example", "no-reply@clinics.example"])
def test_a_sender_that_the_mail_service_knows_by_address_or_domain_is_right(own_clinic, at, ses, identity):
    ses.create_email_identity(EmailIdentity=identity)
    assert list(wrong(own_clinic, at)) == ["mail"]

    verify(identity)

    assert wrong(own_clinic, at) == {}


def verify(identity: str) -> None:
    """Do what the local server cannot be asked for: an answered mail, or a DNS record."""
    from moto.core import DEFAULT_ACCOUNT_ID
    from moto.ses.models import ses_backends

    ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].email_identities[identity].verified_for_sending_status = True


def test_a_sender_that_the_mail_service_does_not_know_is_found(own_clinic, at, ses):
    assert wrong(own_clinic, at) == {
        "mail": "SES may not send from no-reply@clinics.example. Verify the address or its domain in SES."
    }


def test_a_place_that_keeps_nothing_is_found(own_clinic, at, settings, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    settings.STORAGES = {
        **settings.STORAGES,
        "documents": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "file"},
        },
    }

    assert "DOCUMENTS_BUCKET" in wrong(own_clinic, at)["storage"]


def test_a_missing_policy_is_found(own_clinic, at):
    owner_connection().execute(f"DELETE FROM {own_clinic.schema_name}.staff_policy")
    with entering(own_clinic):
        assert not Policy.objects.exists()

    assert "no sign-in policy" in wrong(own_clinic, at)["sign-in"]


@pytest.fixture
def at_every_door(monkeypatch) -> None:
    monkeypatch.setattr(probes, "OTHERS", 1_000)


@pytest.mark.usefixtures("at_every_door")
@pytest.mark.parametrize("door", ["public.clinics_datakey", "{other}.staff_user"])
def test_a_hole_in_the_wall_is_found(own_clinic, birch, at, door):
    table, role = door.format(other=birch.schema_name), roles.clinic_role(own_clinic.schema_name)
    owner = owner_connection()
    owner.execute(f"GRANT USAGE ON SCHEMA {birch.schema_name} TO {role}")
    owner.execute(f"GRANT SELECT ON {table} TO {role}")
    try:
        assert table in wrong(own_clinic, at)["isolation"]
    finally:
        owner.execute(f"REVOKE SELECT ON {table} FROM {role}")
        owner.execute(f"REVOKE USAGE ON SCHEMA {birch.schema_name} FROM {role}")


def test_a_clinic_that_is_not_open_says_what_to_do(own_clinic, at):
    states.suspend(clinic=own_clinic, by=BY, at=at)

    with pytest.raises(CommandError, match="reactivate_clinic"):
        call_command("check_clinic", own_clinic.subdomain)


def test_an_unknown_clinic_is_said_to_be_unknown(db):
    with pytest.raises(CommandError, match="No clinic has this subdomain"):
        call_command("check_clinic", "nobody-here")


def test_a_lost_link_is_replaced(own_clinic, new_subdomain):
    subdomain = new_subdomain()
    first, second = StringIO(), StringIO()
    call_command("onboard_clinic", subdomain, "--name", "N", "--admin-email", "a@example.com", stdout=first)

    call_command("invite_owner", subdomain, "a@example.com", stdout=second)

    with entering_platform():
        clinic = Clinic.objects.get(subdomain=subdomain)
    with entering(clinic):
        assert Invitation.objects.filter(withdrawn_at=None).count() == 1
    assert second.getvalue().startswith(clinic.base_url)
    assert second.getvalue().strip() != first.getvalue().splitlines()[-1]


def test_work_goes_on_where_it_was(own_clinic, at):
    """The probes look at the platform in between, and come back."""
    with entering(own_clinic):
        list(probes.findings(at=at, resolves=lambda _host: True))
        assert connection.schema_name == own_clinic.schema_name
