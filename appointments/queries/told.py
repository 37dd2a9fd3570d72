"""What patients were told about appointments: what a link in a message opens, and what became of each message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appointments.models import (
    Appointment,
    AppointmentNotice,
    AppointmentStatus,
    NoticeKind,
    NotTold,
    ReminderPolicy,
)
from clinics.events.models import OutgoingMail
from clinics.kit import signed_links
from clinics.kit.actor import Actor
from clinics.mail.queries.messages import Message, in_words
from clinics.staff.permissions import Permission

LINK = "appointment"  # the use that links are signed for
WHY_NOT: dict[str, str | Promise] = {
    NotTold.NO_ADDRESS: _("There is no e-mail address to write to. Call the patient."),
    NotTold.OVER: _("It was too late: the appointment had begun."),
    NotTold.NOT_WANTED: _("The patient does not want reminders."),
    NotTold.TOLD_ALREADY: _("The confirmation had only just gone out."),
    NotTold.SAMPLE: _("This is a sample patient, who is not written to."),
}
"""Reasons that need a word; a change of which the patient knew nothing needs none."""


@dataclass(frozen=True)
class Told:
    """One thing the patient was told, or why not; `message` is the mail where one was written."""

    what: str
    at: datetime
    message: Message | None = None
    is_again: bool = False
    why_not: str | Promise = ""

    @property
    def why(self) -> str | Promise:
        """Why it did not arrive, or stands where it does."""
        return self.message.why if self.message else self.why_not


def may_see_told(actor: Actor) -> bool:
    """Who books must know whether the patient heard of it; who reads the log of mail sees it there as well."""
    return actor.may(Permission.APPOINTMENT_BOOK) or actor.may(Permission.MAIL_VIEW)


def told(appointment: Appointment, *, to: Actor) -> list[Told]:
    """All that this appointment's patient was told, the latest first; two statements. Of an appointment `to` sees."""
    if not may_see_told(to):
        return []
    notices = list(AppointmentNotice.objects.filter(appointment=appointment))
    mails: dict[UUID, list[OutgoingMail]] = defaultdict(list)
    written = [each.mail_id for each in notices if each.mail_id]
    for mail in OutgoingMail.objects.filter(Q(pk__in=written) | Q(repeats__in=written)).for_log():
        mails[mail.repeats or mail.pk].append(mail)
    found = [each for notice in notices for each in _told(notice, mails[notice.mail_id] if notice.mail_id else [])]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _told(notice: AppointmentNotice, mails: list[OutgoingMail]) -> Iterator[Told]:
    for mail in mails:
        at = mail.sent_at or mail.created_at
        yield Told(notice.get_kind_display(), at, in_words(mail), is_again=mail.repeats is not None)
    if not mails and notice.not_told in WHY_NOT:
        yield Told(notice.get_kind_display(), notice.at, why_not=WHY_NOT[notice.not_told])


def linked(token: str) -> Appointment | None:
    """None for a link that was changed and for an appointment that is not there: nobody learns which."""
    try:
        row_id = signed_links.read(token, use=LINK)
    except signed_links.WrongLink:
        return None
    return Appointment.objects.for_notice().filter(pk=row_id).first()


def reminder_policy() -> ReminderPolicy:
    return ReminderPolicy.objects.current()


def sequence_told(appointment: Appointment) -> int:
    """The number of the last message that changed the patient's calendar."""
    known = AppointmentNotice.objects.told().filter(appointment=appointment).last()
    return known.sequence if known else 0


def is_still_true(mail: OutgoingMail, /, *, at: datetime) -> bool:
    """Whether this message is the last its patient got about an appointment to come, and says how it stands."""
    notice = AppointmentNotice.objects.filter(mail_id=mail.repeats or mail.pk).select_related("appointment").first()
    if notice is None or notice.appointment.starts_at <= at or not notice.says_of(notice.appointment):
        return False
    is_standing = notice.appointment.status == AppointmentStatus.BOOKED
    return is_standing is (notice.kind != NoticeKind.CANCELLED)
