"""Doorbells of the trail: seal what was written, look whether all of it is there."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from clinics.audit import anchors, sealing
from clinics.events.actions import wake
from clinics.events.background import ClinicTask
from clinics.kit.actor import Actor
from clinics.oversight.actions import anomalies, verifications
from clinics.oversight.actions.verifications import VERIFY_TASK

SEAL_TASK = "oversight.seal"
WATCH_TASK = "oversight.watch"
AGAIN_WHILE_BUSY = timedelta(minutes=1)


@shared_task(base=ClinicTask, name=SEAL_TASK)
def seal() -> None:
    """Seal and anchor; come back soon where something is being written, else with the next turn."""
    at = timezone.now()
    if sealing.seal_waiting(at=at):
        anchors.anchor_head(at=at)
        wake(task=SEAL_TASK, at=at + AGAIN_WHILE_BUSY)


@shared_task(base=ClinicTask, name=VERIFY_TASK)
def verify() -> None:
    verifications.verify(by=Actor.task("audit_verify"), at=timezone.now())


@shared_task(base=ClinicTask, name=WATCH_TASK)
def watch() -> None:
    anomalies.look(by=Actor.task("watch"), at=timezone.now())
