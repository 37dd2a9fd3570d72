"""Doorbells of documents."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from clinics.events.actions import wake
from clinics.events.background import ClinicTask
from clinics.kit.actor import Actor
from patients.documents.actions import scanning
from patients.documents.actions.documents import SCAN_OLD_TASK, SCAN_TASK

AGAIN = timedelta(seconds=30)  # after a scanner that was away


@shared_task(base=ClinicTask, name=SCAN_TASK)
def scan() -> None:
    at = timezone.now()
    if settings.CLAMAV_ADDRESS and not scanning.scan_waiting(by=Actor.task(SCAN_TASK), at=at):
        wake(task=SCAN_TASK, at=at + AGAIN)


@shared_task(base=ClinicTask, name=SCAN_OLD_TASK)
def scan_old() -> None:
    """Documents from before there was a scanner; rings again until all are looked at."""
    at = timezone.now()
    if settings.CLAMAV_ADDRESS and not scanning.scan_old(by=Actor.task(SCAN_OLD_TASK), at=at).is_over:
        wake(task=SCAN_OLD_TASK, at=at + AGAIN)
