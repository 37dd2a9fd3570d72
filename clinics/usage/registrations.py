"""What the floor itself counts, and how often."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from clinics.api.queries.calls import calls_on
from clinics.events.models import OutgoingMail
from clinics.events.standing import StandingWork, standing_work
from clinics.staff.models import User
from clinics.usage.actions.counting import COUNT_TASK
from clinics.usage.meters import Meter, Period, meters
from clinics.webhooks.models import Attempt


def staff(_period: Period) -> int:
    return User.objects.active().count()


def mails(period: Period) -> int:
    return OutgoingMail.objects.filter(sent_at__gte=period.begins, sent_at__lt=period.ends).count()


def api_calls(period: Period) -> int:
    return calls_on(period.day)


def webhooks(period: Period) -> int:
    return Attempt.objects.filter(at__gte=period.begins, at__lt=period.ends).count()


def register() -> None:
    standing_work.register(StandingWork(name=COUNT_TASK, every=timedelta(hours=1)))
    for meter in (
        Meter(name="staff", label=_("People who may sign in"), count=staff, is_stock=True, order=30),
        Meter(name="mails", label=_("Mails sent"), count=mails, order=50),
        Meter(name="api_calls", label=_("Calls of the API"), count=api_calls, order=60),
        Meter(name="webhooks", label=_("Webhooks sent"), count=webhooks, order=70),
    ):
        meters.register(meter)
