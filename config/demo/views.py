"""The demo's mailbox: mail that was kept instead of sent, on the platform's host."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from clinics.events.models import OutgoingMail
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, ClinicState
from clinics.staff.access import public

NEWEST = 50
REASON = "Demo only, on the person's own machine: the mail would otherwise have reached its addressee"


@dataclass(frozen=True)
class Mailbox:
    clinic: Clinic
    messages: list[OutgoingMail]


@public(REASON)
def mailboxes(request: HttpRequest) -> HttpResponse:
    with entering_platform():
        clinics = [clinic.preload() for clinic in Clinic.objects.filter(state=ClinicState.ACTIVE)]
    found = []
    for clinic in clinics:
        with entering(clinic):
            messages = [opened(mail) for mail in OutgoingMail.objects.newest(NEWEST)]
        found.append(Mailbox(clinic, messages))
    return render(request, "demo/mailboxes.html", {"mailboxes": found})


@public(REASON)
def message(request: HttpRequest, schema: str, mail_id: UUID) -> HttpResponse:
    with entering_platform():
        clinic = Clinic.objects.filter(schema_name=schema, state=ClinicState.ACTIVE).first()
    if clinic is None:
        raise Http404
    with entering(clinic):
        mail = OutgoingMail.objects.filter(pk=mail_id).first()
        if mail is None:
            raise Http404
        return render(request, "demo/message.html", {"clinic": clinic, "mail": opened(mail)})


def opened(mail: OutgoingMail) -> OutgoingMail:
    """The row with what the pages show read while its clinic's key is at hand."""
    mail.shown = {"to": mail.to, "subject": mail.subject, "text": mail.text}  # type: ignore[attr-defined]
    return mail
