"""Finding what needs a look, telling the privacy officer, and deciding about it. (Actions.)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor, ActorKind
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal
from clinics.kit.turns import take_turn
from clinics.oversight.actions.officers import tell_officers
from clinics.oversight.models import Anomaly, AnomalyKind, Verification, WatchPolicy
from clinics.oversight.queries.watching import suspicions
from clinics.oversight.rules import Suspicion

ANOMALIES_MAIL, BROKEN_GLASS_MAIL = "audit.anomalies", "audit.broken_glass"
LOOKS_BACK = 2  # whole days before today, so that what commits late or crosses a night is seen


class AlreadyReviewed(Refusal):
    code = "already-reviewed"
    sentence = _("Somebody decided about this already. Open it again to see what.")


class OwnCase(Refusal):
    code = "own-case"
    sentence = _("This is about you. Somebody else decides about it.")
    status = 403


def look(*, by: Actor, at: datetime) -> list[Anomaly]:
    """Find what the clinic's rules find now; return what is new. What was found before grows, while it is open."""
    zone = ZoneInfo(current_clinic().time_zone)
    first = at.astimezone(zone).date() - timedelta(days=LOOKS_BACK)
    since = datetime.combine(first, time(), tzinfo=zone)
    with transaction.atomic():
        take_turn("oversight.look")  # of two who look at once the second finds what the first wrote, and tells nobody
        policy = WatchPolicy.objects.current()
        found = {each.key: each for each in suspicions(since=since, until=at, policy=policy, zone=zone)}
        known = {each.key: each for each in Anomaly.objects.filter(key__in=list(found))}
        for key, anomaly in known.items():
            _grow(anomaly, found[key])
        return keep([_anomaly(each, at=at) for key, each in found.items() if key not in known], by=by, at=at)


def keep(new: list[Anomaly], *, by: Actor, at: datetime) -> list[Anomaly]:
    """Write what is new and tell the privacy officer, once for all of it."""
    if new:
        Anomaly.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
        audit.record(event="anomaly.found", by=by, at=at)
        _tell(len(new), at=at)
    return new


def note_broken_trail(*, verification: Verification, by: Actor, at: datetime) -> None:
    """A verification failed: somebody decides what came of it. Its own mail is written where it is found."""
    anomaly = Anomaly(
        kind=AnomalyKind.BROKEN_TRAIL,
        key=f"{AnomalyKind.BROKEN_TRAIL} {verification.pk}",
        found_at=at,
        first_at=at,
        last_at=at,
        times=verification.faults,
    )
    anomaly.save(force_insert=True)
    audit.record(event="anomaly.found", by=by, at=at, subject=anomaly)


def note_broken_glass(*, patient_id: UUID, reason: str, by: Actor, at: datetime) -> Anomaly:
    """Somebody opened a record that is hidden from them: the privacy officer hears of it now, and somebody decides.

    The mail names who did it, and neither the patient nor the reason.
    """
    anomaly = Anomaly(
        kind=AnomalyKind.BROKEN_GLASS,
        key=f"{AnomalyKind.BROKEN_GLASS} {by.kind}:{by.id} {patient_id} {at.isoformat()}",
        actor_kind=by.kind,
        actor_id=by.id,
        patient_id=patient_id,
        given_reason=reason,
        found_at=at,
        first_at=at,
        last_at=at,
    )
    anomaly.save(force_insert=True)
    audit.record(event="anomaly.found", by=by, at=at, patients=[patient_id], subject=anomaly)
    page = reverse("oversight:review", args=[anomaly.pk])
    tell_officers(BROKEN_GLASS_MAIL, {"who": by.name}, page=page, at=at)
    return anomaly


def note_staff_charts(found: Mapping[UUID, str], *, by: Actor, at: datetime) -> list[Anomaly]:
    """Records that were restricted because their people work here, each with the id of whom it is about, if known.

    Somebody else than they looks whether that is right. Once for each record.
    """
    moments = {"found_at": at, "first_at": at, "last_at": at}
    known = set(Anomaly.objects.filter(kind=AnomalyKind.STAFF_CHART, patient_id__in=found).values_list("patient_id"))
    new = [
        Anomaly(
            kind=AnomalyKind.STAFF_CHART,
            key=f"{AnomalyKind.STAFF_CHART} {patient}",
            actor_kind=ActorKind.STAFF if user else "",
            actor_id=user,
            patient_id=patient,
            **moments,
        )
        for patient, user in found.items()
        if (patient,) not in known
    ]
    return keep(new, by=by, at=at)


def decide(*, anomaly_id: UUID, outcome: str, remark: str, by: Actor, at: datetime) -> Anomaly:
    """Close one with its outcome. Raises AlreadyReviewed, OwnCase."""
    with transaction.atomic():
        anomaly = Anomaly.objects.select_for_update().get(pk=anomaly_id)
        if not anomaly.is_open:
            raise AlreadyReviewed
        if anomaly.actor_id == by.id:
            raise OwnCase
        anomaly.outcome, anomaly.remark = outcome, remark
        anomaly.reviewed_by, anomaly.reviewed_by_name, anomaly.reviewed_at = by.id, by.name, at
        anomaly.save(update_fields=["outcome", "remark", "reviewed_by", "reviewed_by_name", "reviewed_at"])
        about = [anomaly.patient_id] if anomaly.patient_id else []
        audit.record(event="anomaly.reviewed", by=by, at=at, patients=about, subject=anomaly, reason=outcome)
    return anomaly


def record_view(*, patients: Iterable[UUID], subject: Anomaly | None = None, by: Actor, at: datetime) -> None:
    """What needs a look was shown; `patients` can be recognised in it."""
    audit.record(event="anomaly.viewed", by=by, at=at, patients=patients, subject=subject)


def _grow(anomaly: Anomaly, found: Suspicion) -> None:
    if anomaly.is_open and found.times > anomaly.times:
        anomaly.times, anomaly.last_at = found.times, max(anomaly.last_at, found.last_at)
        anomaly.first_at = min(anomaly.first_at, found.first_at)
        anomaly.save(update_fields=["times", "first_at", "last_at"])


def _anomaly(found: Suspicion, *, at: datetime) -> Anomaly:
    return Anomaly(
        kind=found.kind,
        key=found.key,
        actor_kind=found.actor[0],
        actor_id=found.actor[1],
        patient_id=found.patient,
        found_at=at,
        first_at=found.first_at,
        last_at=found.last_at,
        times=found.times,
    )


def _tell(count: int, *, at: datetime) -> None:
    tell_officers(ANOMALIES_MAIL, {"count": count}, page=reverse("oversight:reviews"), at=at)
