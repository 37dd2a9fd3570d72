"""Changing who a person is said to be, and taking back a registration."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal
from patients.actions import keeping
from patients.actions.registration import ImpossiblePerson, RecordNumberTaken
from patients.models import Patient, PatientStatus
from patients.person import date_problems
from patients.queries import filing
from patients.registries import uses_of


class NoName(Refusal):
    code = "no_name"
    sentence = _("Enter a family name or a given name.")
    status = 422


class IsInUse(Refusal):
    """Others refer to this person. `reasons` says how."""

    code = "patient_in_use"
    sentence = _("This record is in use and cannot be taken back. Correct it, or mark it inactive.")

    def __init__(self, reasons: list[str]) -> None:
        super().__init__()
        self.reasons = reasons


def edit(*, patient: Patient, version: int, values: dict[str, Any], by: Actor, at: datetime) -> Patient:
    """Change identity fields from what they were at `version`, as the person who typed them saw them.

    Raises ChangedMeanwhile, EnteredInError, ImpossiblePerson, NoName, RecordNumberTaken.
    """
    try:
        with transaction.atomic():
            current = keeping.locked(patient)
            seen = None if version == current.version else keeping.at_version(current, version)
            keeping.apply(current, values, seen=seen, version=current.version)
            _settle(current, at=at)
            keeping.keep(current, change="patient.identity_changed", by=by, at=at)
    except IntegrityError as error:
        if "a_record_number_belongs_to_one_patient" in str(error):
            raise RecordNumberTaken(field="record_number") from error
        raise
    return current


def _settle(patient: Patient, *, at: datetime) -> None:
    """Refuse what cannot be, and derive what follows."""
    if not (patient.given.strip() or patient.family.strip()):
        raise NoName(field="family")
    today = at.astimezone(ZoneInfo(current_clinic().time_zone)).date()
    problem = next(date_problems(patient.birth_date, patient.deceased_on, today=today), None)
    if problem:
        refusal = ImpossiblePerson(problem.sentence, field=problem.field)
        refusal.code = problem.code
        raise refusal
    patient.birth_year = patient.birth_date.year if patient.birth_date else None
    if patient.deceased_on:
        patient.deceased = True
    patient.record_number_token = filing.record_number_token(patient.record_number)


def mark_inactive(*, patient: Patient, by: Actor, at: datetime) -> Patient:
    """The person does not come any more; still found, and marked so. Raises EnteredInError."""
    return _set_status(patient, PatientStatus.INACTIVE, "patient.deactivated", by=by, at=at)


def mark_active(*, patient: Patient, by: Actor, at: datetime) -> Patient:
    """The person comes again. Raises EnteredInError."""
    return _set_status(patient, PatientStatus.ACTIVE, "patient.reactivated", by=by, at=at)


def _set_status(patient: Patient, status: str, change: str, *, by: Actor, at: datetime) -> Patient:
    with transaction.atomic():
        current = keeping.locked(patient)
        current.status = status
        keeping.keep(current, change=change, by=by, at=at)
    return current


def mark_entered_in_error(*, patient: Patient, reason: str, by: Actor, at: datetime) -> Patient:
    """Take back a registration: the record stays readable, is found no more, and frees its number.

    `reason` is a code. Raises EnteredInError when that was done already, IsInUse.
    """
    with transaction.atomic():
        current = keeping.locked(patient)
        uses = uses_of([current.pk]).get(current.pk)
        if uses:
            raise IsInUse([str(use.label) for use in uses])
        current.status = PatientStatus.ENTERED_IN_ERROR
        current.record_number_token = None
        current.identifiers.filter(is_exclusive=True).update(is_exclusive=False)
        keeping.keep(current, change="patient.entered_in_error", by=by, at=at)
        audit.record(event="patient.withdrawn", by=by, at=at, patients=[current.pk], subject=current, reason=reason)
        publish(kind="patient.entered_in_error", ids={"patient": current.pk}, at=at)
    return current
