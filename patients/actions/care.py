"""Who cares for somebody, and restricting a chart to them. (Actions.)"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor, ActorKind
from clinics.kit.refusal import Refusal
from clinics.kit.sight import Reach
from clinics.staff.actions import sight_policies
from clinics.staff.models import User
from patients.models import CareTeamMember, Part, Patient, RestrictedChart, UnrestrictedChart


class OnlyInAnEmergency(Refusal):
    code = "only_in_an_emergency"
    sentence = _("You see this record only for an emergency. Whoever cares for the patient says who else does.")
    status = 403


def join(*, patient: Patient, user: User, part: str, by: Actor, at: datetime) -> CareTeamMember:
    """Take somebody into the care team, or give them another part in it. Raises OnlyInAnEmergency."""
    with transaction.atomic():
        _refuse_through_glass(patient, by)
        told = {"part": part, "added_at": at, "added_by_id": by.id, "added_by_name": by.name}
        member, _made = CareTeamMember.objects.update_or_create(patient=patient, user=user, defaults=told)
        audit.record(event="care_team.joined", by=by, at=at, patients=[patient.pk], subject=user, fields=["part"])
    return member


def leave(*, member: CareTeamMember, by: Actor, at: datetime) -> None:
    """Take somebody out of the care team. Raises OnlyInAnEmergency."""
    with transaction.atomic():
        _refuse_through_glass(member.patient, by)
        CareTeamMember.objects.filter(pk=member.pk).delete()
        audit.record(event="care_team.left", by=by, at=at, patients=[member.patient_id], subject=member.user)


def keep_in_sight(patient_ids: Iterable[UUID], *, hidden: Iterable[UUID] = (), by: Actor, at: datetime) -> None:
    """Inside a registering transaction: who would not see whom they registered goes on seeing them.

    All of them where the policy narrows sight, else those that are `hidden` because they were restricted at once.
    """
    if by.kind != ActorKind.STAFF:
        return
    kept = hidden if by.sight.reach == Reach.CLINIC else patient_ids
    part = Part.RESPONSIBLE if by.sight.reach == Reach.PANEL else Part.MEMBER
    who = {"user_id": UUID(by.id), "part": part, "added_at": at, "added_by_id": by.id, "added_by_name": by.name}
    CareTeamMember.objects.bulk_create([CareTeamMember(patient_id=each, **who) for each in kept], batch_size=500)


def restrict(*, patient: Patient, ground: str, reason: str, by: Actor, at: datetime) -> RestrictedChart:
    """From now on only those who care for the patient see the chart. Done twice, the first one stands."""
    with transaction.atomic():
        sight_policies.note_restricted(True)
        told = {"ground": ground, "reason": reason, "at": at, "by_id": by.id, "by_name": by.name}
        restriction, is_new = RestrictedChart.objects.get_or_create(patient=patient, defaults=told)
        if is_new:
            audit.record(event="chart.restricted", by=by, at=at, patients=[patient.pk], subject=patient, reason=ground)
    return restriction


def lift(*, restriction: RestrictedChart, by: Actor, at: datetime) -> None:
    """The chart is seen again by whom the clinic's policy says."""
    with transaction.atomic():
        sight_policies.hold()  # who restricts another chart has either finished, and is seen here, or waits
        sight_policies.note_restricted(RestrictedChart.objects.exclude(pk=restriction.pk).exists())
        gone, _each = RestrictedChart.objects.filter(pk=restriction.pk).delete()
        if gone:
            decided = {"at": at, "by_id": by.id, "by_name": by.name}
            UnrestrictedChart.objects.get_or_create(patient_id=restriction.patient_id, defaults=decided)
            about = [restriction.patient_id]
            audit.record(event="chart.unrestricted", by=by, at=at, patients=about, subject=restriction.patient)


def _refuse_through_glass(patient: Patient, by: Actor) -> None:
    if not Patient.objects.visible_without_glass_to(by).filter(pk=patient.pk).exists():
        raise OnlyInAnEmergency
