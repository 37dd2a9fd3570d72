"""Doorbells of the outbox."""

from celery import shared_task
from django.utils import timezone

from clinics.events import sending
from clinics.events.background import ClinicTask
from clinics.events.mail import SEND_TASK


@shared_task(base=ClinicTask, name=SEND_TASK)
def send_mail() -> None:
    sending.send_waiting(at=timezone.now())
