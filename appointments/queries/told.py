"""The appointment a link in a message opens."""

from __future__ import annotations

from appointments.models import Appointment, AppointmentNotice
from clinics.kit import signed_links

LINK = "appointment"  # the use that links are signed for


def linked(token: str) -> Appointment | None:
    """None for a link that was changed and for an appointment that is not there: nobody learns which."""
    try:
        row_id = signed_links.read(token, use=LINK)
    except signed_links.WrongLink:
        return None
    return Appointment.objects.for_notice().filter(pk=row_id).first()


def sequence_told(appointment: Appointment) -> int:
    """The number of the last message that changed the patient's calendar."""
    known = AppointmentNotice.objects.told().filter(appointment=appointment).last()
    return known.sequence if known else 0
