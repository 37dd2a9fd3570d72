"""Is the trail whole? Every seal computed again and compared with the anchors. (Reads.)

An edited row, a missing row, a missing seal and a cut tail are each told by name and number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from clinics.audit import anchors, restores
from clinics.audit.anchors import Anchor
from clinics.audit.digests import FIRST, digest_of
from clinics.audit.models import AuditEvent, AuditSeal
from clinics.audit.restores import Restore

BATCH = 2000
MOST_NAMED = 100


class Fault(StrEnum):
    """What can be wrong with a trail; the values are stored. A restore that somebody told is said, and no fault."""

    EDITED = "edited"
    MISSING = "missing"
    SEAL_MISSING = "seal_missing"
    SEAL_EDITED = "seal_edited"
    CUT = "cut"
    NO_ANCHORS = "no_anchors"
    ANCHORS_UNREACHABLE = "anchors_unreachable"
    RESTORED = "restored"


@dataclass(frozen=True)
class Finding:
    """One fault: the number of its seal (for a range its first), and the event where it is known."""

    fault: Fault
    sequence: int = 0
    until: int = 0
    event_id: UUID | None = None
    told: Restore | None = None


class Link(NamedTuple):
    """The seal before, as it is stored and as it was computed; `stored` is None after a gap."""

    sequence: int
    stored: bytes | None
    computed: bytes


@dataclass
class Report:
    """What a verification saw: seals checked, events that wait for a seal, and faults (the first hundred).

    `lost` are the anchors that nothing explains; restores stand among the findings and are not counted.
    """

    checked: int = 0
    waiting: int = 0
    anchors: int = 0
    faults: int = 0
    findings: list[Finding] = field(default_factory=list)
    lost: list[Anchor] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults

    def add(self, finding: Finding) -> None:
        self.faults += 1
        if len(self.findings) < MOST_NAMED:
            self.findings.append(finding)


def verify() -> Report:
    """Walk the chain from its first seal to its head, then compare it with what was anchored."""
    report = Report()
    try:
        anchored, told = anchors.kept(), restores.kept()
    except anchors.AnchorsUnreachable:
        anchored, told = None, []
    head, digests = _walk(report, {anchor.sequence for anchor in anchored or ()})
    if anchored is None:
        report.add(Finding(Fault.ANCHORS_UNREACHABLE))
    else:
        explained = {anchor for restore in told for anchor in restore.lost}
        _compare(report, [each for each in anchored if each not in explained], head, digests, is_restored=bool(told))
        report.anchors = len(anchored)
    report.findings += [Finding(Fault.RESTORED, each.first, each.last, told=each) for each in told]
    report.waiting = AuditEvent.objects.unsealed().count()
    return report


def _walk(report: Report, remembered: set[int]) -> tuple[int, dict[int, str]]:
    """Check each seal; return the last number, and the stored digests of the numbers that anchors know."""
    link = Link(0, FIRST, FIRST)
    found = {}
    for seal, event in _sealed():
        report.checked += 1
        link = _check(report, link, seal, event)
        if seal.sequence in remembered:
            found[seal.sequence] = bytes(seal.digest).hex()
    return link.sequence, found


def _sealed() -> Iterator[tuple[AuditSeal, AuditEvent | None]]:
    last = 0
    while seals := list(AuditSeal.objects.after(last)[:BATCH]):
        events = AuditEvent.objects.in_bulk([seal.event_id for seal in seals])
        for seal in seals:
            yield seal, events.get(seal.event_id)
        last = seals[-1].sequence


def _check(report: Report, link: Link, seal: AuditSeal, event: AuditEvent | None) -> Link:
    """Compare one seal with its event and the seal before it."""
    stored = bytes(seal.digest)
    if seal.sequence != link.sequence + 1:
        report.add(Finding(Fault.SEAL_MISSING, link.sequence + 1, seal.sequence - 1))
        link = Link(seal.sequence - 1, None, b"")
    if event is None:
        report.add(Finding(Fault.MISSING, seal.sequence, seal.sequence, seal.event_id))
        return Link(seal.sequence, stored, stored)
    if link.stored is None:  # the seal it rests on is gone, which is said already
        return Link(seal.sequence, stored, stored)
    computed = digest_of(event, sequence=seal.sequence, previous=link.stored)
    if computed == stored:
        return Link(seal.sequence, stored, stored)
    if digest_of(event, sequence=seal.sequence, previous=link.computed) == stored:
        _blame_the_seal(report, link.sequence)
        return Link(seal.sequence, stored, stored)
    report.add(Finding(Fault.EDITED, seal.sequence, seal.sequence, event.pk))
    return Link(seal.sequence, stored, computed)


def _blame_the_seal(report: Report, sequence: int) -> None:
    """The seal before was edited and not its event: the one after rests on what it should have said."""
    for place, finding in enumerate(report.findings):
        if finding.sequence == sequence and finding.fault is Fault.EDITED:
            report.findings[place] = Finding(Fault.SEAL_EDITED, sequence, sequence, finding.event_id)


def _compare(report: Report, anchored: list[Anchor], head: int, digests: dict[int, str], *, is_restored: bool) -> None:
    """Name what the anchors know and the chain does not: its end was cut off, and perhaps continued."""
    if not anchored:
        if report.checked and not is_restored:
            report.add(Finding(Fault.NO_ANCHORS))
        return
    agreed = [anchor.sequence for anchor in anchored if digests.get(anchor.sequence) == anchor.digest]
    lost = {anchor.sequence for anchor in anchored} - set(agreed)
    if unexplained := sorted(number for number in lost if not _is_explained(report, number)):
        report.lost = [anchor for anchor in anchored if anchor.sequence in set(unexplained)]
        last = unexplained[-1]
        before = max((number for number in agreed if number < last), default=0)
        report.add(Finding(Fault.CUT, (head if unexplained[0] > head else before) + 1, last))


def _is_explained(report: Report, number: int) -> bool:
    """Whether a finding already says why the chain does not hold what was anchored under this number."""
    telling = {Fault.SEAL_EDITED, Fault.SEAL_MISSING}
    return any(found.fault in telling and found.sequence <= number <= found.until for found in report.findings)
