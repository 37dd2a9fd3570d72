"""Killed anywhere, the same command finishes what was begun; twice it never makes two of anything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command

from clinics.encryption import keyring
from clinics.events.models import MailState, OutgoingMail
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, ClinicState
from clinics.onboarding.schema import owner_connection
from clinics.staff.models import Invitation, Policy
from tests import database, processes

# The child runs the command, and is gone by SIGKILL the moment the named function has returned.
CHILD = """
import importlib, os, signal, sys
import django
django.setup()
from django.core.management import call_command
path, *arguments = sys.argv[1:]
module, _dot, name = path.rpartition(".")
place = importlib.import_module(module)
kept = getattr(place, name)
def fatal(*args, **kwargs):
    kept(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(place, name, fatal)
call_command("onboard_clinic", *arguments)
"""
BEFORE_COMMIT = [
    "clinics.onboarding.actions.set_hosts",
    "clinics.onboarding.actions.new_wrapped_keysets",
    "clinics.kit.grants.apply",
    "clinics.staff.actions.invitations.invite",
    "clinics.onboarding.samples.fill",
]
AFTER_COMMIT = [
    "clinics.onboarding.actions.register",
    "clinics.onboarding.actions.ensure_keys",
    "clinics.onboarding.schema.create",
    "clinics.onboarding.actions.fill_with_samples",
    "clinics.onboarding.actions.first_rows",
]


def arguments(subdomain: str, *more: str) -> list[str]:
    return [subdomain, "--name", "New Clinic", "--admin-email", "owner@example.com", "--sample-data", *more]


def run(program: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        program, cwd=processes.ROOT, env=processes.environment({}), capture_output=True, text=True, check=False
    )


def onboard(subdomain: str, *more: str) -> list[str]:
    """Run the command in this process; return its lines."""
    out = StringIO()
    call_command("onboard_clinic", *arguments(subdomain, *more), stdout=out)
    return out.getvalue().splitlines()


def killed_after(function: str, subdomain: str, *more: str) -> None:
    """Run the command in a process that is killed when this function has returned."""
    child = run([sys.executable, "-c", CHILD, function, *arguments(subdomain, *more)])
    assert child.returncode == -signal.SIGKILL, child.stderr


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(name, marks=[] if name == "clinics.onboarding.schema.create" else [pytest.mark.slow])
        for name in (*BEFORE_COMMIT, *AFTER_COMMIT)
    ],
)
def test_killed_at_any_step_the_same_command_finishes(new_subdomain, function):
    subdomain = new_subdomain()
    killed_after(function, subdomain)
    with entering_platform():
        assert not Clinic.objects.filter(subdomain=subdomain, state=ClinicState.ACTIVE).exists()

    again = onboard(subdomain)

    clinic = database.clinic(subdomain)
    assert clinic.state == ClinicState.ACTIVE
    assert link_opens(clinic, again[-1])
    with entering(clinic):
        assert keyring.current().version
        assert Policy.objects.count() == 1
        waiting = OutgoingMail.objects.filter(state=MailState.WAITING)
        assert [mail.purpose for mail in waiting] == ["invitation"]


def link_opens(clinic: Clinic, link: str) -> bool:
    """Is this link the one invitation that is still good?"""
    from clinics.staff.actions.invitations import hash_of

    token = link.rstrip("/").rpartition("/")[2]
    with entering(clinic):
        good = Invitation.objects.filter(withdrawn_at=None, accepted_at=None)
        return [invitation.token_hash for invitation in good] == [hash_of(token)]


def test_what_was_wrong_the_first_time_is_put_right_the_second(new_subdomain):
    subdomain = new_subdomain()
    killed_after("clinics.onboarding.actions.first_rows", subdomain, "--domain", "wrong.example.org")

    again = onboard(subdomain, "--domain", "right.example.org", "--admin-email", "other@example.com", "--country", "GB")

    clinic = database.clinic(subdomain)
    with entering_platform():
        hosts = set(clinic.domains.values_list("domain", flat=True))
    assert hosts == {"right.example.org", f"{subdomain}.testserver.example"}
    assert (clinic.country, clinic.currency, clinic.canonical_host) == ("GB", "GBP", "right.example.org")
    assert link_opens(clinic, again[-1])


@pytest.mark.slow
def test_an_unfinished_clinic_answers_no_page_and_no_task(new_subdomain, client):
    subdomain = new_subdomain()
    killed_after("clinics.onboarding.actions.first_rows", subdomain)

    answer = client.get("/", HTTP_HOST=f"{subdomain}.testserver.example")

    assert answer.status_code == 503


def test_a_command_that_is_refused_ends_with_an_error(new_subdomain):
    subdomain = new_subdomain()
    onboard(subdomain)

    again = run([sys.executable, "manage.py", "onboard_clinic", *arguments(subdomain)])

    assert again.returncode == 1
    assert again.stdout == ""
    assert "Traceback" not in again.stderr
    assert again.stderr.startswith("CommandError: SUBDOMAIN: A clinic with the subdomain")


@pytest.mark.slow
def test_a_killed_run_holds_nobody_up(new_subdomain):
    """Its lock goes with its connection."""
    subdomain = new_subdomain()
    reading, writing = os.pipe()
    stuck = CHILD.replace("os.kill(os.getpid(), signal.SIGKILL)", f"os.write({writing}, b'x'); signal.pause()")
    child = subprocess.Popen(
        [sys.executable, "-c", stuck, "clinics.onboarding.actions.register", *arguments(subdomain)],
        cwd=processes.ROOT,
        env=processes.environment({}),
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
    )
    os.read(reading, 1)
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 726003"
    assert owner_connection().execute(held).fetchone() == (1,)
    child.kill()
    child.wait()

    assert onboard(subdomain)[-2:-1] == ["This link makes the first administrator; it works once, for seven days:"]
