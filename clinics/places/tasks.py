"""The doorbell of places that close."""

from celery import shared_task
from django.utils import timezone

from clinics.events.background import ClinicTask
from clinics.kit.actor import Actor
from clinics.places.actions import closing


@shared_task(base=ClinicTask, name=closing.CLOSE_TASK)
def close_due() -> None:
    closing.close_due(by=Actor.task(closing.CLOSE_TASK), at=timezone.now())
