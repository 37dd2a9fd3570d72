"""Looking whether the trail is whole, and telling at once when it is not. (Actions.)"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.audit import anchors, restores, sealing, verification
from clinics.audit.verification import Fault
from clinics.events.actions import wake
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.oversight.actions import anomalies
from clinics.oversight.actions.officers import tell_officers
from clinics.oversight.models import Verification

BROKEN_TRAIL_MAIL = "audit.broken_trail"
VERIFY_TASK = "oversight.verify"


class NothingLost(Refusal):
    code = "nothing-lost"
    sentence = _("Nothing that was anchored is missing, so there is no restore to explain.")


class MoreThanARestore(Refusal):
    code = "more-than-a-restore"
    sentence = _("More is wrong with the trail than a restore explains. Find out what happened first.")


class NotSaid(Refusal):
    code = "restore-not-explained"
    sentence = _("Say who restored the backup, and why.")


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


def explain_restore(*, who: str, why: str, by: Actor, at: datetime) -> Verification:
    """Somebody who restored a backup says so: the anchors its chain does not hold are explained, for good and in sight.

    Raises NothingLost where none is missing, MoreThanARestore where something else is wrong, NotSaid without name and
    reason, AnchorsUnreachable.
    """
    if not (who.strip() and why.strip()):
        raise NotSaid
    report = verification.verify()
    if {finding.fault for finding in report.findings} - {Fault.CUT, Fault.RESTORED}:
        raise MoreThanARestore
    if not report.lost:
        raise NothingLost
    with transaction.atomic():
        first, last = report.lost[0].sequence, report.lost[-1].sequence
        audit.record(event="audit.restore_explained", by=by, at=at, reason="restore", fields=[f"{first}-{last}"])
        restores.keep(lost=report.lost, by=who.strip(), why=why.strip(), at=at)
    return verify(by=by, at=at)


def said(finding: verification.Finding) -> dict[str, Any]:
    told = finding.told
    return {
        "fault": finding.fault.value,
        "sequence": finding.sequence,
        "until": finding.until,
        "event_id": str(finding.event_id) if finding.event_id else "",
        **({"who": told.by, "when": told.at[:16].replace("T", " ") + " UTC", "why": told.why} if told else {}),
    }


def tell(kept: Verification, *, at: datetime) -> None:
    """Write to the privacy officer that the trail is not whole."""
    tell_officers(BROKEN_TRAIL_MAIL, {"faults": kept.faults}, page=reverse("oversight:seals"), at=at)
