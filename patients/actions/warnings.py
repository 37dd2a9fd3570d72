"""Alerts and allergies. Nothing is removed: it ends, is resolved, or was entered in error."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from patients.actions import keeping
from patients.models import (
    Alert,
    AlertStatus,
    AllergyIntolerance,
    AllergyState,
    AllergyStatement,
    Patient,
)


class AlreadyEnded(Refusal):
    code = "alert_already_ended"
    sentence = _("This alert has ended already.")


class AllergiesAreListed(Refusal):
    code = "allergies_are_listed"
    sentence = _("Allergies are listed. Mark each as refuted, resolved or entered in error first.")


def add_alert(*, patient: Patient, text: str, category: str, severity: str, by: Actor, at: datetime) -> Alert:
    """Put an alert into the banner. Raises EnteredInError."""
    with transaction.atomic():
        current = keeping.locked(patient)
        alert = Alert(
            patient=current, category=category, severity=severity, added_at=at, added_by_id=by.id, added_by_name=by.name
        )
        alert.text = text
        alert.save(force_insert=True)
        keeping.keep(current, change="patient.alert_added", by=by, at=at, subject=alert)
    return alert


def end_alert(*, alert: Alert, by: Actor, at: datetime, in_error: bool = False) -> Alert:
    """The alert no longer holds, or never did. Raises AlreadyEnded, EnteredInError."""
    with transaction.atomic():
        current = keeping.locked(alert.patient)
        fresh = current.alerts.get(pk=alert.pk)
        if fresh.status != AlertStatus.ACTIVE:
            raise AlreadyEnded
        fresh.status = AlertStatus.ENTERED_IN_ERROR if in_error else AlertStatus.ENDED
        fresh.ended_at, fresh.ended_by_id, fresh.ended_by_name = at, by.id, by.name
        fresh.save()
        keeping.keep(current, change="patient.alert_ended", by=by, at=at, subject=fresh)
    return fresh


def add_allergy(*, patient: Patient, values: dict[str, Any], by: Actor, at: datetime) -> AllergyIntolerance:
    """Record an allergy or intolerance; a statement of no known allergies ends with it. Raises EnteredInError."""
    with transaction.atomic():
        current = keeping.locked(patient)
        allergy = AllergyIntolerance(patient=current, recorded_at=at, recorded_by_id=by.id, recorded_by_name=by.name)
        for name, value in values.items():
            setattr(allergy, name, value)
        allergy.save(force_insert=True)
        _settle(current)
        keeping.keep(current, change="patient.allergy_added", by=by, at=at, subject=allergy)
    return allergy


def change_allergy(
    *, allergy: AllergyIntolerance, version: int, values: dict[str, Any], by: Actor, at: datetime
) -> AllergyIntolerance:
    """Change what is known of an allergy, its status included, from what it was at this version of the patient.

    Raises ChangedMeanwhile, EnteredInError.
    """
    with transaction.atomic():
        current = keeping.locked(allergy.patient)
        fresh = current.allergies.get(pk=allergy.pk)
        seen = keeping.seen_at(current, version, "allergies", fresh)
        if keeping.apply(fresh, values, seen=seen, version=current.version):
            fresh.version += 1
            fresh.changed_at, fresh.changed_by_id, fresh.changed_by_name = at, by.id, by.name
            fresh.save()
            _settle(current)
            keeping.keep(current, change="patient.allergy_changed", by=by, at=at, subject=fresh)
    return fresh


def state_no_known_allergies(*, patient: Patient, by: Actor, at: datetime) -> AllergyStatement:
    """Somebody asked, and there are none. Raises AllergiesAreListed, EnteredInError."""
    with transaction.atomic():
        current = keeping.locked(patient)
        if current.allergies.active().exists():
            raise AllergiesAreListed
        statement = AllergyStatement.objects.create(patient=current, at=at, by_id=by.id, by_name=by.name)
        current.allergy_state = AllergyState.NONE_KNOWN
        keeping.keep(current, change="patient.no_allergies_stated", by=by, at=at, subject=statement)
    return statement


def _settle(patient: Patient) -> None:
    """Listed while any is active. When the last one goes, nobody has yet said that there are none."""
    if patient.allergies.active().exists():
        patient.allergy_state = AllergyState.LISTED
    elif patient.allergy_state == AllergyState.LISTED:
        patient.allergy_state = AllergyState.NOT_RECORDED
