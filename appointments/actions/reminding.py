"""Reminding patients some hours before, once for each time. (Actions.)"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from appointments.actions.telling import REMIND_TASK
from appointments.actions.writing import write_notice
from appointments.models import (
    Appointment,
    AppointmentNotice,
    AppointmentStatus,
    NoticeKind,
    NotTold,
    ReminderPolicy,
)
from clinics.audit import actions as audit
from clinics.events.actions import wake
from clinics.kit.actor import Actor

SETTLED_BY = ("booked", "moved", "moved_back", "reinstated")


def remind_due(*, at: datetime) -> int:
    """Remind of every appointment that begins within the clinic's hours, and ring for the next; return how many."""
    policy = ReminderPolicy.objects.current()
    if not policy.is_on:
        return 0
    ahead = _not_reminded().filter(starts_at__gt=at)
    due = ahead.filter(starts_at__lte=at + policy.before).order_by("starts_at", "pk").values_list("pk", flat=True)
    reminded = sum(remind(appointment_id=each, policy=policy, at=at) for each in list(due))
    following = ahead.filter(starts_at__gt=at + policy.before).order_by("starts_at").first()
    if following is not None:
        wake(task=REMIND_TASK, at=following.starts_at - policy.before)
    return reminded


def remind(*, appointment_id: UUID, policy: ReminderPolicy, at: datetime) -> bool:
    """Decide once for this appointment at its present time: a reminder, or why there is none."""
    with transaction.atomic():
        appointment = Appointment.objects.for_notice().locked().get(pk=appointment_id)
        is_due = at < appointment.starts_at <= at + policy.before
        reminders = AppointmentNotice.objects.reminders().filter(appointment=appointment)
        if (
            appointment.status != AppointmentStatus.BOOKED
            or not is_due
            or reminders.filter(starts_at=appointment.starts_at).exists()
        ):
            return False
        settled = appointment.versions.filter(change__in=SETTLED_BY).order_by("-number").first()
        is_fresh = settled is not None and settled.at > appointment.starts_at - policy.before
        why_not = NotTold.TOLD_ALREADY if is_fresh else ""
        notice = write_notice(appointment, kind=NoticeKind.REMINDER, why_not=why_not, at=at)
    return notice.mail_id is not None


def decide(*, is_on: bool, hours_before: int, by: Actor, at: datetime) -> ReminderPolicy:
    """Whether patients are reminded, and how many hours before; those due by now are reminded at once."""
    with transaction.atomic():
        ReminderPolicy.objects.get_or_create(pk=1)
        policy = ReminderPolicy.objects.select_for_update().get(pk=1)
        decided = {"is_on": is_on, "hours_before": hours_before}
        changed = [name for name, value in decided.items() if getattr(policy, name) != value]
        for name in changed:
            setattr(policy, name, decided[name])
        if changed:
            policy.save(update_fields=changed)
            audit.record(event="reminders.changed", by=by, at=at, subject=policy, fields=changed)
            wake(task=REMIND_TASK, at=at)
    return policy


def _not_reminded() -> QuerySet[Appointment]:
    """Booked appointments whose patients were not reminded of their present time."""
    reminders = AppointmentNotice.objects.reminders().filter(
        appointment=OuterRef("pk"), starts_at=OuterRef("starts_at")
    )
    return Appointment.objects.filter(~Exists(reminders), status=AppointmentStatus.BOOKED)
