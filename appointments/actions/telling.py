"""Telling patients what became of their appointments: booked, changed, cancelled. (Actions.)

What is told is how the appointment stands when it is told, against what the patient knows: booked and cancelled
before anybody was told is nothing to tell. Never what the appointment is for.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef

from appointments.actions.writing import write_notice
from appointments.models import (
    Appointment,
    AppointmentNotice,
    AppointmentStatus,
    NoticeKind,
    NotTold,
    ReminderPolicy,
)
from clinics.events.actions import wake
from clinics.events.models import DomainEvent

TELL_TASK = "appointments.tell"
REMIND_TASK = "appointments.remind"
KINDS = frozenset(
    f"appointment.{change}"
    for change in ("booked", "moved", "moved_back", "cancelled", "reinstated", "entered_in_error")
)
NEWS_FOR = timedelta(days=14)  # an event that nobody answered for so long is no longer news
BATCH = 100
S, K = AppointmentStatus, NoticeKind
log = structlog.get_logger(__name__)


def tell_news(*, at: datetime) -> int:
    """Answer events that have no answer yet, oldest first; return how many. Where many wait, ring for the next ones.

    One that cannot be answered does not hold up the others; it is tried again at the next ring.
    """
    answered, failed = 0, None
    waiting = unanswered(at=at)
    for event_id, appointment_id in waiting:
        try:
            answered += tell(event_id=event_id, appointment_id=appointment_id, at=at)
        except Exception as failure:  # whatever is wrong with one, the others are told
            log.exception("appointment.not_told", appointment=str(appointment_id))
            failed = failure
    if len(waiting) == BATCH:
        wake(task=TELL_TASK, at=at)
    if failed is not None:
        raise failed
    return answered


def unanswered(*, at: datetime) -> list[tuple[UUID, UUID]]:
    """Ids of the oldest events without an answer, and of their appointments."""
    answers = AppointmentNotice.objects.filter(event_id=OuterRef("pk"))
    rows = DomainEvent.objects.of_kinds(KINDS).since(at - NEWS_FOR).filter(~Exists(answers)).order_by("at", "id")
    return [(event_id, UUID(ids["appointment"])) for event_id, ids in rows.values_list("pk", "ids")[:BATCH]]


def tell(*, event_id: UUID, appointment_id: UUID, at: datetime) -> bool:
    """Answer one event once, whoever else tries: the appointment's row is held meanwhile."""
    with transaction.atomic():
        appointment = Appointment.objects.for_notice().locked().get(pk=appointment_id)
        if AppointmentNotice.objects.filter(event_id=event_id).exists():
            return False
        known = AppointmentNotice.objects.told().filter(appointment=appointment).last()
        kind, why_not = news_of(appointment, known, at=at)
        write_notice(appointment, kind=kind, why_not=why_not, known=known, event_id=event_id, at=at)
        policy = ReminderPolicy.objects.current()
        due = appointment.starts_at - policy.before
        if kind in (K.BOOKED, K.MOVED) and policy.is_on and due > at:
            wake(task=REMIND_TASK, at=due)
    return True


def news_of(appointment: Appointment, known: AppointmentNotice | None, *, at: datetime) -> tuple[NoticeKind, str]:
    """What the patient does not know yet, or why there is nothing to tell."""
    expects = known is not None and known.kind != K.CANCELLED
    if appointment.starts_at <= at:
        return K.NONE, NotTold.OVER
    if appointment.status == S.BOOKED and not expects:
        return K.BOOKED, ""
    if appointment.status == S.BOOKED and known is not None and not known.says_of(appointment):
        return K.MOVED, ""
    if appointment.status in (S.CANCELLED, S.ENTERED_IN_ERROR) and expects:
        return K.CANCELLED, ""
    return K.NONE, NotTold.UNCHANGED
