"""Looking whether the trail is whole, and telling at once when it is not. (Actions.)"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from clinics.audit import actions as audit
from clinics.audit import anchors, sealing, verification
from clinics.events.actions import wake
from clinics.kit.actor import Actor
from clinics.oversight.actions import anomalies
from clinics.oversight.actions.officers import tell_officers
from clinics.oversight.models import Verification

BROKEN_TRAIL_MAIL = "audit.broken_trail"
VERIFY_TASK = "oversight.verify"


def order(*, by: Actor, at: datetime) -> None:
    """Have the trail looked at now."""
    with transaction.atomic():
        audit.record(event="audit.verification_ordered", by=by, at=at)
        wake(task=VERIFY_TASK, at=at)


def verify(*, by: Actor, at: datetime) -> Verification:
    """Verify the trail, keep what was found and tell the privacy officer of what is new.

    What waits is sealed afterwards, whatever its age, so that the look itself changes nothing.
    """
    report = verification.verify()
    findings = [said(finding) for finding in report.findings]
    before = next(iter(Verification.objects.newest(1)), None)
    with transaction.atomic():
        kept = Verification.objects.create(
            at=at,
            asked_by=by.id,
            checked=report.checked,
            anchors=report.anchors,
            faults=report.faults,
            findings=findings,
        )
        audit.record(event="audit.verified", by=by, at=at, subject=kept, reason="" if kept.is_whole else "faults")
        if not kept.is_whole and (before is None or before.findings != findings):
            tell(kept, at=at)
            anomalies.note_broken_trail(verification=kept, by=by, at=at)
    sealing.seal_waiting(at=at, everything=True)
    anchors.anchor_head(at=at)
    return kept


def said(finding: verification.Finding) -> dict[str, Any]:
    return {
        "fault": finding.fault.value,
        "sequence": finding.sequence,
        "until": finding.until,
        "event_id": str(finding.event_id) if finding.event_id else "",
    }


def tell(kept: Verification, *, at: datetime) -> None:
    """Write to the privacy officer that the trail is not whole."""
    tell_officers(BROKEN_TRAIL_MAIL, {"faults": kept.faults}, page=reverse("oversight:seals"), at=at)
