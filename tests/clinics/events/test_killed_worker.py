"""A worker killed again and again while it sends: every message goes out, and no more of them twice than kills."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.utils import timezone

from clinics.events import mail
from clinics.events.models import MailState, OutgoingMail
from clinics.kit.current import entering
from tests.processes import ROOT, environment

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("django_db_blocker")]
MESSAGES, KILLS = 120, 8
PATIENCE = 60.0
# What Celery does with the message that the dispatcher sent: the task, inside the clinic its header names.
WORKER = """
import django; django.setup()
import sys
from clinics.events.tasks import send_mail
while True:
    send_mail.apply(headers={"clinic": sys.argv[1]}, throw=True)
"""


def test_all_arrive_and_duplicates_are_no_more_than_kills(own_clinic, ses, aws_server, django_db_blocker):
    with django_db_blocker.unblock(), entering(own_clinic):
        OutgoingMail.objects.all().update(state=MailState.KEPT)
        for number in range(MESSAGES):
            mail.enqueue(purpose="test", to=f"p{number}@example.com", subject="x", text="x", at=timezone.now())
        expected = {f"<{pk}@{own_clinic.canonical_host}>" for pk in waiting().values_list("pk", flat=True)}

        killed = 0
        while killed < KILLS and waiting().exists():
            killed += killed_while_sending(own_clinic.schema_name, ses)
        worker = started(own_clinic.schema_name)
        deadline = time.monotonic() + PATIENCE
        while waiting().exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        stop(worker)
        states = set(OutgoingMail.objects.filter(purpose="test").values_list("state", flat=True))

    sent = Counter(message["Message-ID"].strip() for message in ses())
    assert states == {MailState.SENT}
    assert set(sent) == expected
    assert killed >= KILLS // 2
    assert sum(sent.values()) - MESSAGES <= killed
    assert max(sent.values()) <= 1 + killed


def waiting():
    return OutgoingMail.objects.filter(purpose="test", state=MailState.WAITING)


def killed_while_sending(schema: str, ses) -> int:
    """Start a worker, wait until it sends, and kill it a few messages later, at any moment of one."""
    before, worker = len(ses), started(schema)
    deadline = time.monotonic() + PATIENCE
    while len(ses) == before and worker.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(random.uniform(0, 0.12))
    stop(worker)
    return int(len(ses) > before)


def started(schema: str) -> subprocess.Popen[bytes]:
    settings = {
        "MAIL_TRANSPORT": "ses",
        "DEFAULT_FROM_EMAIL": "Polyclinic <no-reply@clinics.example>",
        **{name: value for name, value in os.environ.items() if name.startswith("AWS_")},
    }
    return subprocess.Popen([sys.executable, "-c", WORKER, schema], cwd=ROOT, env=environment(settings))


def stop(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()
