"""The appointment a link in a message opens, and whether a message about one still holds."""

from __future__ import annotations

from datetime import datetime

from appointments.models import Appointment, AppointmentNotice, AppointmentStatus, NoticeKind, ReminderPolicy
from clinics.events.models import OutgoingMail
from clinics.kit import signed_links

LINK = "appointment"  # the use that links are signed for


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
