"""Doorbells of webhooks."""

from __future__ import annotations

import time

from celery import shared_task
from django.utils import timezone

from clinics.events.actions import wake
from clinics.events.background import ClinicTask
from clinics.webhooks.actions import sending
from clinics.webhooks.actions.hearing import DELIVER_TASK

LONGEST_RUN = 45.0  # seconds; then other clinics have their turn


@shared_task(base=ClinicTask, name=DELIVER_TASK)
def deliver() -> None:
    began = time.monotonic()
    while sending.deliver_batch(at=timezone.now()):
        if time.monotonic() - began > LONGEST_RUN:
            wake(task=DELIVER_TASK, at=timezone.now())
            return
    sending.prune(at=timezone.now())
