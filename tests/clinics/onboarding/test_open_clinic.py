"""`onboard_clinic`: a clinic from one command, or nothing."""

from __future__ import annotations

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from clinics.audit.models import AuditEvent
from clinics.events.models import OutgoingMail
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, ClinicState, Domain
from clinics.onboarding import samples
from clinics.onboarding.actions import SAMPLE_JOB
from clinics.places.models import Location
from clinics.staff.models import Invitation, Policy
from tests import database
from tests.clinics.onboarding.conftest import everything


def onboard(subdomain: str, *options: str) -> list[str]:
    """Run the command; return its lines."""
    out = StringIO()
    call_command(
        "onboard_clinic", subdomain, "--name", "New Clinic", "--admin-email", "owner@example.com", *options, stdout=out
    )
    return out.getvalue().splitlines()


def test_a_clinic_is_opened_and_ends_with_the_invitation_link(new_subdomain):
    subdomain = new_subdomain()

    lines = onboard(subdomain, "--country", "ES")

    clinic = database.clinic(subdomain)
    assert [line for line in lines if line.startswith("✓")] == [
        f"✓ Registered as {clinic.schema_name} at http://{subdomain}.testserver.example",
        "✓ Keys are made and wrapped",
        "✓ Schema, role, tables and rights are there",
        "✓ Policy is set, owner@example.com is invited",
        "✓ Open",
    ]
    assert lines[-1].startswith(f"http://{subdomain}.testserver.example/accounts/invitations/")
    assert (clinic.state, clinic.currency, clinic.time_zone) == (ClinicState.ACTIVE, "EUR", "Europe/Madrid")


def test_its_first_rows_are_a_policy_a_site_an_invitation_its_mail_and_the_trail(new_subdomain):
    subdomain = new_subdomain()

    lines = onboard(subdomain)

    with entering(database.clinic(subdomain)):
        (mail,) = OutgoingMail.objects.all()
        assert (mail.to, lines[-1] in mail.text) == ("owner@example.com", True)
        assert Policy.objects.get().second_factor_required
        assert [(invitation.email, invitation.roles) for invitation in Invitation.objects.all()] == [
            ("owner@example.com", ["owner"])
        ]
        assert set(AuditEvent.objects.values_list("event", flat=True)) == {
            "clinic.opened",
            "invitation.sent",
            "place.added",
        }
        assert Location.objects.get().kind == "site"


def test_the_platform_keeps_a_trail_of_its_own(new_subdomain):
    subdomain = new_subdomain()

    onboard(subdomain)

    with entering_platform():
        clinic = Clinic.objects.get(subdomain=subdomain)
        events = AuditEvent.objects.filter(subject_type="clinics.clinic", subject_id=str(clinic.pk))
        found = list(events.order_by("id").values_list("event", "actor_kind", "actor_id"))
    assert found == [
        ("clinic.registered", "operator", "onboard_clinic"),
        ("clinic.opened", "operator", "onboard_clinic"),
    ]


def test_a_host_of_its_own_becomes_canonical(new_subdomain):
    subdomain = new_subdomain()

    lines = onboard(subdomain, "--domain", f"{subdomain}.Example.org")

    assert lines[-1].startswith(f"http://{subdomain}.example.org/accounts/invitations/")
    with entering_platform():
        hosts = dict(Domain.objects.filter(tenant__subdomain=subdomain).values_list("domain", "is_primary"))
    assert hosts == {f"{subdomain}.testserver.example": False, f"{subdomain}.example.org": True}


def test_an_open_clinic_is_refused_and_left_alone(new_subdomain):
    subdomain = new_subdomain()
    onboard(subdomain)
    before = everything()

    with pytest.raises(CommandError, match=r"SUBDOMAIN: A clinic with the subdomain .* is open already"):
        onboard(subdomain)

    assert everything() == before


@pytest.mark.parametrize("options", [["--timezone", "Mars/Olympus"], ["--currency", "X"], ["--domain", "a_b.example"]])
def test_a_wrong_option_is_named_and_nothing_is_made(new_subdomain, options):
    before = everything()

    with pytest.raises(CommandError, match=f"^{options[0]}: "):
        onboard(new_subdomain(), *options)

    assert everything() == before


def test_a_host_of_another_clinic_is_refused_and_nothing_is_made(new_subdomain):
    onboard(new_subdomain(), "--domain", "taken.example.org")
    before = everything()

    with pytest.raises(CommandError, match=r"^--domain: Another clinic answers at “taken.example.org” already"):
        onboard(new_subdomain(), "--domain", "taken.example.org")

    assert everything() == before


def test_a_dry_run_says_what_would_happen_and_changes_nothing(new_subdomain):
    subdomain = new_subdomain()
    before = everything()

    lines = onboard(subdomain, "--country", "CH", "--dry-run")

    assert lines == [
        "A new clinic",
        "  Name: New Clinic",
        f"  Hosts, the first one canonical: {subdomain}.testserver.example",
        "  Country: CH",
        "  Time zone: Europe/Zurich",
        "  Currency: CHF",
        "  Language: de",
        "  First administrator: owner@example.com",
        "Nothing was changed: this was a dry run.",
    ]
    assert everything() == before


def test_a_dry_run_refuses_what_a_real_run_would(new_subdomain):
    with pytest.raises(CommandError, match="--country: "):
        onboard(new_subdomain(), "--country", "ZZ", "--dry-run")


@pytest.fixture
def sample_part():
    """A part of the sample data that counts how often it filled."""
    filled: list[samples.SampleOrder] = []
    part = samples.sample_data.register(samples.SampleData("counted", 1, filled.append))
    yield filled
    del samples.sample_data._items[part.name]


def test_sample_data_is_filled_in_by_the_apps(new_subdomain, sample_part):
    subdomain = new_subdomain()

    lines = onboard(subdomain, "--sample-data")

    assert len(sample_part) == 1
    assert "✓ Sample data is filled in" in lines
    with entering(database.clinic(subdomain)):
        from clinics.events.models import Job

        assert Job.objects.filter(kind=SAMPLE_JOB, state="done").count() == 1


def at_once(*runs) -> list[object]:
    """Run all in threads that start together; what each returned or raised, in order."""
    gate, outcomes = threading.Barrier(len(runs)), [None] * len(runs)

    def run(place: int) -> None:
        gate.wait()
        try:
            outcomes[place] = runs[place]()
        except CommandError as refused:
            outcomes[place] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(runs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_two_runs_at_once_for_one_subdomain_make_one_clinic(new_subdomain):
    subdomain = new_subdomain()

    outcomes = at_once(*[lambda: onboard(subdomain)] * 3)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CommandError", "CommandError", "list"]
    with entering(database.clinic(subdomain)):
        assert Invitation.objects.filter(withdrawn_at=None).count() == 1


def test_runs_at_once_for_different_subdomains_do_not_meet(new_subdomain):
    subdomains = [new_subdomain() for _ in range(4)]

    outcomes = at_once(*[lambda name=name: onboard(name) for name in subdomains])

    assert [type(outcome).__name__ for outcome in outcomes] == ["list"] * 4
    assert len({database.clinic(name).schema_name for name in subdomains}) == 4
