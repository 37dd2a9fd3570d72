"""Sending a message once more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events import addresses
from clinics.events.actions import wake
from clinics.events.mail import SEND_TASK
from clinics.events.models import MailState, OutgoingMail
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.mail.registry import mail_kinds

COPIED = (
    *("purpose", "language", "patient_id", "calendar_method"),
    *("to", "subject", "text", "html", "calendar", "unsubscribe"),
)


class NotSentAgain(Refusal):
    code = "mail_not_repeated"
    sentence = _("Messages of this kind are not sent again from here.")


class StillQueued(Refusal):
    code = "mail_still_queued"
    sentence = _("It has not left yet. Wait until it has been tried.")


class NoLongerTrue(Refusal):
    code = "mail_no_longer_true"
    sentence = _("What it says is no longer so. The patient has been told, or will be told, what is.")


class AddressMarked(Refusal):
    code = "mail_address_marked"
    sentence = _("Mail to this address does not arrive. Correct it on the patient's page, or allow mail to it again.")


def send_again(*, mail: OutgoingMail, by: Actor, at: datetime) -> OutgoingMail:
    """A copy of the message, queued now. A second click finds the copy that waits.

    Raises NotSentAgain, StillQueued, NoLongerTrue, AddressMarked.
    """
    kind = mail_kinds.get(mail.purpose) if mail.purpose in mail_kinds else None
    if kind is None or kind.is_still_true is None:
        raise NotSentAgain
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
        if mail.state == MailState.WAITING:
            raise StillQueued
        if not kind.is_still_true(mail, at=at):
            raise NoLongerTrue
        if addresses.mark_on(mail.to):
            raise AddressMarked
        waiting = OutgoingMail.objects.filter(repeats=_first(mail), state=MailState.WAITING).first()
        if waiting is not None:
            return waiting
        again = _copy(mail, at=at)
        about = [mail.patient_id] if mail.patient_id else []
        audit.record(event="mail.sent_again", by=by, at=at, patients=about, subject=again)
        wake(task=SEND_TASK, at=at)
    return again


def release(*, mail: OutgoingMail, by: Actor, at: datetime) -> None:
    """Let mail go to this message's address again; one that is not marked stays as it is."""
    mark = addresses.mark_on(mail.to)
    if mark is not None:
        addresses.lift(mark=mark, patient_id=mail.patient_id, by=by, at=at)


def record_list(*, mails: list[OutgoingMail], by: Actor, at: datetime) -> None:
    """The addresses of these people stood in a list."""
    if about := {mail.patient_id for mail in mails if mail.patient_id}:
        audit.record(event="mail.listed", by=by, at=at, patients=about)


def record_view(*, mail: OutgoingMail, by: Actor, at: datetime) -> None:
    about = [mail.patient_id] if mail.patient_id else []
    audit.record(event="mail.viewed", by=by, at=at, patients=about, subject=mail)


def _first(mail: OutgoingMail) -> UUID:
    """The message that was written first, of which all others are copies."""
    return mail.repeats or mail.pk


def _copy(mail: OutgoingMail, *, at: datetime) -> OutgoingMail:
    again = OutgoingMail(repeats=_first(mail), created_at=at, due_at=at)
    for name in COPIED:
        setattr(again, name, getattr(mail, name))
    again.save(force_insert=True)
    return again
