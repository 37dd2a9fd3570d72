"""The outbox: all mail leaves through a row written with its cause."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import get_language

from clinics.events.actions import wake
from clinics.events.models import MailState, OutgoingMail

SEND_TASK = "events.send_mail"


def enqueue(*, purpose: str, to: str, subject: str, text: str, at: datetime, html: str = "") -> OutgoingMail:
    """Write one message into this transaction; the dispatcher has it sent after commit."""
    mail = OutgoingMail.objects.create(
        purpose=purpose,
        to=to,
        subject=subject,
        text=text,
        html=html,
        language=get_language() or "",
        created_at=at,
        due_at=at,
    )
    wake(task=SEND_TASK, at=at)
    return mail


def withdraw_waiting(*, purpose: str) -> int:
    """Keep messages of this purpose that have not left from leaving; return how many."""
    waiting = OutgoingMail.objects.filter(purpose=purpose, state=MailState.WAITING)
    return waiting.update(state=MailState.FAILED, failure="withdrawn")
