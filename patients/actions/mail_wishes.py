"""Which mail a patient wants: decided by themselves through a link, or by staff who were told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from clinics.audit import actions as audit
from clinics.kit.actor import Actor, ActorKind
from patients.actions.keeping import locked
from patients.models import MailPurpose, Patient


def decide(*, patient: Patient, wanted: Collection[str], by: Actor, at: datetime) -> Patient:
    """From now on mail of these purposes and of no others. Raises EnteredInError."""
    with transaction.atomic():
        current = locked(patient)
        _keep(current, {purpose for purpose in MailPurpose if purpose not in wanted}, by=by, at=at)
    return current


def choose(*, patient: Patient, purpose: MailPurpose, is_wanted: bool, by: Actor, at: datetime) -> Patient:
    """The patient ends mail of one purpose, or begins it again, by their own link. Raises EnteredInError."""
    themselves = Actor(ActorKind.PATIENT, str(patient.pk), origin=by.origin)
    with transaction.atomic():
        current = locked(patient)
        declined = {MailPurpose(each) for each in current.declined_mail} - {purpose}
        _keep(current, declined if is_wanted else declined | {purpose}, by=themselves, at=at)
    return current


def _keep(patient: Patient, declined: set[MailPurpose], *, by: Actor, at: datetime) -> None:
    changed = {purpose.value for purpose in MailPurpose if (purpose in declined) is patient.wants(purpose)}
    if not changed:
        return
    patient.declined_mail = sorted(purpose.value for purpose in declined)
    patient.save(update_fields=["declined_mail"])
    audit.record(event="patient.mail_chosen", by=by, at=at, patients=[patient.pk], subject=patient, fields=changed)
