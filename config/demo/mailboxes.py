"""The kept mail of every open clinic, newest first. (Queries.)"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from clinics.events.models import OutgoingMail
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, ClinicState

NEWEST = 50


@dataclass(frozen=True)
class Mailbox:
    clinic: Clinic
    messages: list[OutgoingMail]


def mailboxes() -> list[Mailbox]:
    """One mailbox for each clinic that is open."""
    with entering_platform():
        clinics = [clinic.preload() for clinic in Clinic.objects.filter(state=ClinicState.ACTIVE)]
    found = []
    for clinic in clinics:
        with entering(clinic):
            found.append(Mailbox(clinic, [_opened(mail) for mail in OutgoingMail.objects.newest(NEWEST)]))
    return found


def message(*, schema: str, mail_id: UUID) -> Mailbox | None:
    """The clinic with the one message asked for, or nothing."""
    with entering_platform():
        clinic = Clinic.objects.filter(schema_name=schema, state=ClinicState.ACTIVE).first()
    if clinic is None:
        return None
    with entering(clinic):
        messages = [_opened(mail) for mail in OutgoingMail.objects.filter(pk=mail_id)]
    return Mailbox(clinic, messages) if messages else None


def _opened(mail: OutgoingMail) -> OutgoingMail:
    """The row with what the pages show read while its clinic's key is at hand."""
    mail.shown = {"to": mail.to, "subject": mail.subject, "text": mail.text}  # type: ignore[attr-defined]
    return mail
