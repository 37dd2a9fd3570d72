"""Doorbells of the calendar."""

from celery import shared_task
from django.utils import timezone

from appointments.actions import reminding, telling
from clinics.events.background import ClinicTask


@shared_task(base=ClinicTask, name=telling.TELL_TASK)
def tell() -> None:
    telling.tell_news(at=timezone.now())


@shared_task(base=ClinicTask, name=telling.REMIND_TASK)
def remind() -> None:
    reminding.remind_due(at=timezone.now())
