"""Opening a hidden chart in an emergency. (Action.)"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.oversight.actions import anomalies
from clinics.staff.models import SightPolicy
from clinics.staff.permissions import Permission
from patients.models import BrokenGlass, Patient

LEAST = 10  # letters of a reason


class NotForThem(Refusal):
    code = "may_not_break_the_glass"
    sentence = _("Your role does not open hidden records.")
    status = 403


class SaysTooLittle(Refusal):
    code = "reason_too_short"
    sentence = _("Say in a few words why you need this record now.")
    status = 422


def break_glass(*, patient: Patient, reason: str, by: Actor, at: datetime) -> BrokenGlass:
    """Let this person see the chart for the time the policy gives; the privacy officer is told, somebody reviews it.

    Raises NotForThem, SaysTooLittle.
    """
    if not by.may(Permission.BREAK_GLASS):
        raise NotForThem
    if len(reason.strip()) < LEAST:
        raise SaysTooLittle(field="reason")
    with transaction.atomic():
        lasts = timedelta(minutes=SightPolicy.objects.current().glass_minutes)
        broken = BrokenGlass.objects.create(
            patient=patient, actor_id=by.id, actor_name=by.name, reason=reason.strip(), at=at, until=at + lasts
        )
        audit.record(event="glass.broken", by=by, at=at, patients=[patient.pk], subject=patient)
        anomalies.note_broken_glass(patient_id=patient.pk, reason=reason.strip(), by=by, at=at)
    return broken


def record_look(*, patient: Patient, by: Actor, at: datetime) -> None:
    """The page that asks for a reason was shown, with the person's name and birth date."""
    audit.record(event="glass.looked", by=by, at=at, patients=[patient.pk], subject=patient)
