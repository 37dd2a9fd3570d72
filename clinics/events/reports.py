"""What becomes of a message after the mail service took it, as the service reports it. (Actions.)"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from clinics.audit import actions as audit
from clinics.events import addresses
from clinics.events.models import MailReport, MailState, OutgoingMail, ReportKind, UndeliverableCause
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic

SERVICE = Actor.task("mail.events")
KINDS = {
    "Delivery": ReportKind.DELIVERY,
    "Bounce": ReportKind.BOUNCE,
    "DeliveryDelay": ReportKind.DELAY,
    "Reject": ReportKind.REJECT,
    "Complaint": ReportKind.COMPLAINT,
}
BECOMES = {
    ReportKind.DELIVERY: MailState.DELIVERED,
    ReportKind.BOUNCE: MailState.BOUNCED,
    ReportKind.REJECT: MailState.FAILED,
    ReportKind.COMPLAINT: MailState.COMPLAINED,
}
LATER_WINS = (MailState.FAILED, MailState.DELIVERED, MailState.BOUNCED, MailState.COMPLAINED)
"""Reports may come in any order: what stands further right here stays. Given up, as the service's answer never came, it
may have arrived all the same."""
PERMANENT, NOT_SPAM = "Permanent", "not-spam"


@dataclass(frozen=True, kw_only=True)
class Report:
    """One event of SES about one message. `detail` holds the service's codes, never its sentences."""

    notice_id: str
    schema: str
    mail_id: UUID
    kind: ReportKind
    detail: str = ""
    addressees: frozenset[str] = field(default_factory=frozenset)
    marks: str = ""


def read(text: str, *, notice_id: str) -> Report | None:
    """The report in a notification; None for what says nothing about a message of ours."""
    try:
        event: Any = json.loads(text)
        tags = event["mail"]["tags"]
        kind = KINDS[event.get("eventType") or event.get("notificationType")]
        told = {"notice_id": notice_id, "schema": tags["clinic"][0], "mail_id": UUID(tags["mail"][0]), "kind": kind}
        return Report(**told, **_about(kind, event))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def take(report: Report, *, at: datetime, only: Clinic | None = None) -> bool:
    """Write the report down in its clinic, once; False where it concerns nobody here, or another clinic than `only`."""
    with entering_platform():
        clinic = Clinic.objects.filter(schema_name=report.schema).first()
    if clinic is None or not clinic.is_active or (only is not None and clinic.pk != only.pk):
        return False
    with entering(clinic), transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().filter(pk=report.mail_id).first()
        if mail is None or MailReport.objects.filter(notice_id=report.notice_id).exists():
            return False
        MailReport.objects.create(mail=mail, kind=report.kind, detail=report.detail, notice_id=report.notice_id, at=at)
        _apply(mail, report, at=at)
    return True


def _apply(mail: OutgoingMail, report: Report, *, at: datetime) -> None:
    becomes = BECOMES.get(report.kind)
    if becomes is not None and _rank(becomes) >= _rank(mail.state):
        mail.state, mail.reported_at = becomes, at
        mail.failure = "" if becomes == MailState.DELIVERED else report.detail[:100]
        mail.sent_at = mail.sent_at or at
        mail.save(update_fields=["state", "failure", "reported_at", "sent_at"])
    if report.marks and addresses.folded(mail.to) in report.addressees:
        addresses.mark(address=mail.to, cause=report.marks, detail=report.detail, mail_id=mail.pk, at=at)
        patients = [mail.patient_id] if mail.patient_id else []
        audit.record(
            event="mail_address.marked", by=SERVICE, at=at, patients=patients, subject=mail, reason=report.kind
        )


def _rank(state: str) -> int:
    return LATER_WINS.index(MailState(state)) if state in LATER_WINS else -1


def _about(kind: ReportKind, event: dict[str, Any]) -> dict[str, Any]:
    if kind == ReportKind.BOUNCE:
        bounce = event["bounce"]
        people = bounce.get("bouncedRecipients", [])
        codes = [bounce.get("bounceType"), bounce.get("bounceSubType"), *(each.get("status") for each in people[:1])]
        marks = UndeliverableCause.BOUNCE if bounce.get("bounceType") == PERMANENT else ""
        return {"detail": _codes(codes), "addressees": _folded(people), "marks": marks}
    if kind == ReportKind.COMPLAINT:
        complaint = event["complaint"]
        feedback = complaint.get("complaintFeedbackType") or ""
        marks = "" if feedback == NOT_SPAM else UndeliverableCause.COMPLAINT
        return {
            "detail": _codes([feedback]),
            "addressees": _folded(complaint.get("complainedRecipients", [])),
            "marks": marks,
        }
    if kind == ReportKind.DELAY:
        return {"detail": _codes([event["deliveryDelay"].get("delayType")])}
    if kind == ReportKind.REJECT:
        return {"detail": _codes([event["reject"].get("reason")])}
    return {}


def _codes(parts: Iterable[str | None]) -> str:
    return " ".join(filter(None, parts))[:120]


def _folded(people: list[dict[str, str]]) -> frozenset[str]:
    return frozenset(addresses.folded(each["emailAddress"]) for each in people)
