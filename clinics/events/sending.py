"""Sending what stands in the outbox. (Actions.)"""

from __future__ import annotations

from datetime import datetime, timedelta
from email.mime.text import MIMEText
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.dispatch import Signal

from clinics.events import addresses, ses
from clinics.events.actions import wake
from clinics.events.mail import SEND_TASK
from clinics.events.models import MailState, OutgoingMail
from clinics.kit.current import current_clinic
from clinics.kit.one_line import one_line

MOST_TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)

mail_left = Signal()
"""Sent after each try has committed, with `state`, for whoever counts."""


def send_waiting(*, at: datetime) -> int:
    """Send every message that is due; return how many were sent, kept or given up."""
    sent, service = 0, get_connection()
    try:
        while send_next(at=at, service=service):
            sent += 1
    finally:
        service.close()
    return sent


def send_next(*, at: datetime, service: Any) -> bool:
    """Take one due message, send it and say so in one transaction; False when none is due.

    A process killed between sending and committing sends it once more, with the same Message-ID.
    """
    with transaction.atomic():
        mail = OutgoingMail.objects.due(at).select_for_update(skip_locked=True).first()
        if mail is None:
            return False
        marked = addresses.mark_on(mail.to)
        if marked is not None:
            mail.state, mail.failure = MailState.SUPPRESSED, marked.cause
        elif settings.MAIL_TRANSPORT == "ses":
            mail.tries += 1
            deliver(mail, service=service, at=at)
        else:
            mail.tries += 1
            mail.state, mail.sent_at = MailState.KEPT, at
        mail.save(update_fields=["state", "tries", "failure", "due_at", "sent_at", "service_id"])
    mail_left.send(sender=OutgoingMail, state=mail.state)
    return True


def deliver(mail: OutgoingMail, *, service: Any, at: datetime) -> None:
    """Hand the message to the mail service; on failure plan the next try, or give up visibly."""
    message = None
    try:
        message = message_of(mail)
        service.open()  # once for all of them
        service.send_messages([message])
    except Exception as failure:  # noqa: BLE001  whatever the service raises, the row must say so
        mail.failure = ses.code_of(failure)[:100]
        if mail.failure in ses.FOR_GOOD or message is None or mail.tries >= MOST_TRIES:
            mail.state = MailState.FAILED
        else:
            mail.due_at = at + FIRST_PAUSE * 2 ** (mail.tries - 1)
            wake(task=SEND_TASK, at=mail.due_at)
    else:
        mail.state, mail.sent_at, mail.failure = MailState.SENT, at, ""
        mail.service_id = str(message.extra_headers.get("message_id", ""))


def message_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The message as it leaves: from the clinic by name, with an id that is the same each time."""
    clinic = current_clinic()
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    message = EmailMultiAlternatives(
        subject=one_line(mail.subject),
        body=mail.text,
        from_email=formataddr((one_line(clinic.name), address)),
        to=[mail.to],
        headers=headers_of(mail),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        part = MIMEText(mail.calendar, "calendar", "utf-8")
        part.set_param("method", mail.calendar_method)
        part.add_header("Content-Disposition", "attachment", filename="appointment.ics")
        message.attach(part)
    return message


def headers_of(mail: OutgoingMail) -> dict[str, str]:
    """The same at every try. SES replaces Message-ID by its own, so the message is tagged besides; tags come back
    in what SES reports."""
    clinic = current_clinic()
    headers = {
        "Message-ID": f"<{mail.pk}@{clinic.canonical_host}>",
        "X-SES-MESSAGE-TAGS": f"clinic={clinic.schema_name}, mail={mail.pk}",
        "Auto-Submitted": "auto-generated",
    }
    if mail.unsubscribe:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
