"""What every change of a record has in common: one lock, one version, one entry in the trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from patients.actions import staff_charts
from patients.models import Patient, PatientVersion
from patients.queries import filing
from patients.snapshots import Snapshot, changed, plain, snapshot


class EnteredInError(Refusal):
    code = "patient_in_error"
    sentence = _("This record was entered in error and stays as it is. Register the person again.")


class ChangedMeanwhile(Refusal):
    """Somebody saved the same fields first.

    `theirs` holds what they saved of those fields, `merged` everything as it would stand if the
    other values of this attempt went through, `version` what stands now.
    """

    code = "patient_changed_meanwhile"
    sentence = _("Somebody else changed this while you were typing. Compare both and save again.")
    status = 412

    def __init__(self, theirs: dict[str, Any], *, merged: dict[str, Any], version: int) -> None:
        super().__init__()
        self.theirs = theirs
        self.merged = merged
        self.version = version


def locked(patient: Patient) -> Patient:
    """The patient as it is now, nobody else changing it until the transaction ends. Raises EnteredInError."""
    current = Patient.objects.locked().get(pk=patient.pk)
    if current.is_in_error:
        raise EnteredInError
    return current


def keep(
    patient: Patient, *, change: str, by: Actor, at: datetime, subject: Model | None = None
) -> PatientVersion | None:
    """File and save the patient as it stands now, as a new version. None when nothing differs from the last one."""
    contacts, identifiers = list(patient.contacts.all()), list(patient.identifiers.all())
    taken = snapshot(
        patient,
        contacts=contacts,
        addresses=patient.addresses.all(),
        identifiers=identifiers,
        alerts=patient.alerts.all(),
        allergies=patient.allergies.all(),
        relationships=patient.relationships.all(),
    )
    fields = changed(at_version(patient, patient.version), taken)
    if not fields:
        return None
    filing.file(patient, contacts=contacts, identifiers=identifiers)
    patient.version += 1
    patient.updated_at = at
    patient.save()
    version = PatientVersion.objects.create(
        patient=patient,
        number=patient.version,
        change=change,
        fields=fields,
        snapshot=taken,
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        at=at,
    )
    audit.record(event=change, by=by, at=at, patients=[patient.pk], subject=subject or patient, fields=fields)
    publish(kind="patient.changed", ids={"patient": patient.pk}, at=at)
    if "contacts" in fields:
        staff_charts.recognise([patient], by=by, at=at)
    return version


def at_version(patient: Patient, number: int) -> Snapshot:
    """The record as it was at a version; empty for a version that never was."""
    version = patient.versions.filter(number=number).first()
    return version.snapshot if version else {}


def seen_at(patient: Patient, number: int, part: str, row: Model) -> dict[str, Any] | None:
    """One of the record's rows as it was at a version; None when that is the version that stands now."""
    if number == patient.version:
        return None
    rows = at_version(patient, number).get(part, [])
    return next((each for each in rows if each["id"] == str(row.pk)), None)


def apply(row: Any, wanted: dict[str, Any], *, seen: dict[str, Any] | None, version: int) -> list[str]:
    """Set what somebody changed from what they had `seen`; what others changed meanwhile stays.

    Returns the names that were set. Raises ChangedMeanwhile where both changed the same field to
    different values.
    """
    now = {name: _comparable(getattr(row, name)) for name in wanted}
    before = now if seen is None else {name: _comparable(seen.get(name)) for name in wanted}
    mine = [name for name, value in wanted.items() if _comparable(value) != before[name]]
    both = [name for name in mine if now[name] not in (before[name], _comparable(wanted[name]))]
    if both:
        merged = {name: wanted[name] if name in mine else getattr(row, name) for name in wanted}
        raise ChangedMeanwhile({name: getattr(row, name) for name in both}, merged=merged, version=version)
    for name in mine:
        setattr(row, name, wanted[name])
    return mine


def _comparable(value: Any) -> Any:
    """Nothing, an empty text and an empty list are the same: not recorded."""
    taken = plain(list(value) if isinstance(value, tuple) else value)
    return None if taken in ("", []) else taken
