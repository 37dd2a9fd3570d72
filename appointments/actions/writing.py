"""Writing to a patient about one appointment, in their language and the clinic's look. (Actions.)"""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from appointments import clock
from appointments.calendar_file import CANCEL, REQUEST, Entry, calendar_file
from appointments.local_time import day_of
from appointments.models import Appointment, AppointmentNotice, NoticeKind, NotTold
from appointments.queries.told import LINK
from clinics.events import mail
from clinics.kit import signed_links
from clinics.kit.current import current_clinic
from patients.models import MailPurpose, Source
from patients.queries.mail import mail_address, mail_language, unsubscribe_link

TEMPLATES = {
    NoticeKind.BOOKED: "appointments/mail/booked",
    NoticeKind.MOVED: "appointments/mail/moved",
    NoticeKind.CANCELLED: "appointments/mail/cancelled",
    NoticeKind.REMINDER: "appointments/mail/reminder",
}
PURPOSES = {
    NoticeKind.BOOKED: "appointment_booked",
    NoticeKind.MOVED: "appointment_moved",
    NoticeKind.CANCELLED: "appointment_cancelled",
    NoticeKind.REMINDER: "appointment_reminder",
}


def write_notice(
    appointment: Appointment,
    *,
    kind: NoticeKind,
    at: datetime,
    why_not: str = "",
    known: AppointmentNotice | None = None,
    event_id: UUID | None = None,
) -> AppointmentNotice:
    """Write the mail and the row that says so; or, with the reason why not, the row alone. In the caller's transaction.

    `known` is what the patient knew before.
    """
    to = mail_address(appointment.patient)
    sequence = known.sequence + 1 if known else 0
    why_not = why_not or _reason_not_to_write(appointment, kind, to)
    sent = None if why_not else _mail(appointment, kind, to=to, known=known, sequence=sequence, at=at)
    return AppointmentNotice.objects.create(
        appointment=appointment,
        event_id=event_id,
        kind=kind,
        not_told=why_not,
        mail_id=sent.pk if sent else None,
        sequence=sequence,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        location_id=appointment.location_id,
        provider_id=appointment.provider_id,
        at=at,
    )


def _reason_not_to_write(appointment: Appointment, kind: NoticeKind, to: str) -> str:
    patient = appointment.patient
    if kind == NoticeKind.REMINDER and not patient.wants(MailPurpose.REMINDERS):
        return NotTold.NOT_WANTED
    if not to or patient.is_in_error or patient.is_deceased:
        return NotTold.NO_ADDRESS
    if patient.source == Source.SAMPLE and settings.MAIL_TRANSPORT == "ses":
        return NotTold.SAMPLE
    return ""


def _mail(
    appointment: Appointment,
    kind: NoticeKind,
    *,
    to: str,
    known: AppointmentNotice | None,
    sequence: int,
    at: datetime,
) -> mail.OutgoingMail:
    language = mail.spoken(mail_language(appointment.patient) or current_clinic().language)
    link = link_to(appointment)
    entry = None
    if kind != NoticeKind.REMINDER:
        with translation.override(language):
            file = calendar_file(
                entry_of(appointment, sequence=sequence, attendee=to),
                method=CANCEL if kind == NoticeKind.CANCELLED else REQUEST,
                at=at,
            )
        entry = mail.Calendar(text=file, method=CANCEL if kind == NoticeKind.CANCELLED else REQUEST)
    return mail.write(
        template=TEMPLATES[kind],
        purpose=PURPOSES[kind],
        to=to,
        at=at,
        language=language,
        zone=appointment.location.zone,
        context={**facts_of(appointment, language=language, known=known), "link": link},
        patient_id=appointment.patient_id,
        calendar=entry,
        unsubscribe=unsubscribe_link(appointment.patient_id, MailPurpose.REMINDERS) if entry is None else "",
    )


def link_to(appointment: Appointment) -> str:
    """Where the patient sees the appointment as it stands, without signing in."""
    token = signed_links.sign(appointment.pk, use=LINK)
    path = reverse("told:appointment", args=[token], urlconf=settings.ROOT_URLCONF)
    return f"{current_clinic().base_url}{path}"


def entry_of(appointment: Appointment, *, sequence: int, attendee: str = "") -> Entry:
    """The entry in the patient's calendar, in the language that is active."""
    clinic, location = current_clinic(), appointment.location
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Entry(
        uid=str(appointment.pk),
        sequence=sequence,
        summary=_("Appointment at %(clinic)s") % {"clinic": clinic.name},
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        place=", ".join(filter(None, (location.name, location.address))),
        url=link_to(appointment),
        organizer=address,
        organizer_name=clinic.name,
        attendee=attendee,
    )


def facts_of(appointment: Appointment, *, language: str, known: AppointmentNotice | None = None) -> dict[str, Any]:
    """What a message or page says of an appointment, in words of this language and times of its place."""
    clinic, zone = current_clinic(), appointment.location.zone
    words = clock.locale_of(language, clinic.country)
    facts = {
        "day": clock.long_day(day_of(appointment.starts_at, zone), words),
        "starts": clock.clock(appointment.starts_at, zone, words),
        "ends": clock.clock(appointment.ends_at, zone, words),
        "provider": appointment.provider.name,
        "location": appointment.location.name,
        "address": appointment.location.address,
    }
    if known is not None and (known.starts_at, known.ends_at) != (appointment.starts_at, appointment.ends_at):
        facts["day_before"] = clock.long_day(day_of(known.starts_at, zone), words)
        facts["starts_before"] = clock.clock(known.starts_at, zone, words)
    return facts
