"""The doorbell of the meters."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from clinics.events.background import ClinicTask
from clinics.usage.actions import counting


@shared_task(base=ClinicTask, name=counting.COUNT_TASK)
def count() -> None:
    counting.count(at=timezone.now())
