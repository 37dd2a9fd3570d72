"""The outbox: all mail leaves through a row written with its cause, in the clinic's look and language.

What a message says about a patient is at most that they have one to read: never a name of a
condition, a note or a result.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language, get_language_bidi

from clinics.events import addresses
from clinics.events.actions import wake
from clinics.events.models import MailState, OutgoingMail
from clinics.kit import colour
from clinics.kit.current import current_clinic

SEND_TASK = "events.send_mail"


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """An iCalendar object that goes along with a message, and its METHOD."""

    text: str
    method: str


def enqueue(
    *,
    purpose: str,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    html: str = "",
    patient_id: UUID | None = None,
    calendar: Calendar | None = None,
    unsubscribe: str = "",
) -> OutgoingMail:
    """Write one message into this transaction; the dispatcher has it sent after commit.

    Without `html` the text is set in the clinic's frame, in the language that is active. To an address that is
    marked as undeliverable it is written and held back. `unsubscribe` is where one request ends messages of its kind.
    """
    marked = addresses.mark_on(to)
    mail = OutgoingMail.objects.create(
        purpose=purpose,
        to=to,
        subject=subject,
        text=text,
        html=html or framed("mail/message.html", subject=subject, text=text, unsubscribe=unsubscribe),
        calendar=calendar.text if calendar else "",
        calendar_method=calendar.method if calendar else "",
        unsubscribe=unsubscribe,
        language=get_language() or "",
        patient_id=patient_id,
        state=MailState.SUPPRESSED if marked else MailState.WAITING,
        failure=marked.cause if marked else "",
        created_at=at,
        due_at=at,
    )
    if marked is None:
        wake(task=SEND_TASK, at=at)
    return mail


def write(
    *,
    template: str,
    purpose: str,
    to: str,
    at: datetime,
    language: str = "",
    zone: ZoneInfo | None = None,
    context: dict[str, Any] | None = None,
    patient_id: UUID | None = None,
    calendar: Calendar | None = None,
    unsubscribe: str = "",
) -> OutgoingMail:
    """Write a message from `<template>.subject.txt`, `<template>.txt` and `<template>.html`.

    In the addressee's language where it is known, else in the clinic's; times in this zone, else in the clinic's.
    """
    clinic = current_clinic()
    zone = zone or ZoneInfo(clinic.time_zone)
    with translation.override(spoken(language or clinic.language)), timezone.override(zone):
        shown = {"clinic": clinic, "unsubscribe": unsubscribe, **(context or {})}
        subject = " ".join(render_to_string(f"{template}.subject.txt", shown).split())
        text = render_to_string(f"{template}.txt", shown).strip()
        html = framed(f"{template}.html", subject=subject, unsubscribe=unsubscribe, **(context or {}))
        return enqueue(
            purpose=purpose,
            to=to,
            subject=subject,
            text=text,
            html=html,
            at=at,
            patient_id=patient_id,
            calendar=calendar,
            unsubscribe=unsubscribe,
        )


def framed(template: str, *, subject: str, **context: Any) -> str:
    """The page of a message: the clinic's name and colour around what the template says."""
    clinic = current_clinic()
    shown = {
        "clinic": clinic,
        "accent": by_day(clinic.accent),
        "language": get_language() or "en",
        "is_rtl": get_language_bidi(),
        "subject": subject,
    }
    return render_to_string(template, {**shown, **context})


@lru_cache(maxsize=512)
def by_day(accent: str) -> colour.Palette:
    """The shades of a colour on paper; mail is not read by night."""
    try:
        return colour.palette(accent, colour.LIGHT)
    except ValueError:
        return colour.palette(colour.DEFAULT, colour.LIGHT)


def spoken(language: str) -> str:
    """A language we have words in: this one, or the installation's."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def withdraw_waiting(*, purpose: str) -> int:
    """Keep messages of this purpose that have not left from leaving; return how many."""
    waiting = OutgoingMail.objects.filter(purpose=purpose, state=MailState.WAITING)
    return waiting.update(state=MailState.FAILED, failure="withdrawn")
