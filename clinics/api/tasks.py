"""The doorbell of the issuer's keys."""

from celery import shared_task
from django.utils import timezone

from clinics.api.actions import signing_keys
from clinics.events.background import ClinicTask
from clinics.kit.actor import Actor


@shared_task(base=ClinicTask, name=signing_keys.TURN_TASK)
def turn_signing_keys() -> None:
    signing_keys.turn(by=Actor.task(signing_keys.TURN_TASK), at=timezone.now())
