"""Restricting the records of people who work here, as soon as an address says that they do. (Actions.)"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from clinics.kit.actor import Actor
from clinics.oversight.actions import anomalies
from clinics.staff.models import SightPolicy
from patients.actions import care
from patients.models import Ground, Patient
from patients.queries import staff_charts

NAME = "staff_charts"


def recognise(patients: Sequence[Patient], *, by: Actor, at: datetime) -> list[Patient]:
    """Inside the transaction that wrote these down: restrict those who work here. Returns whom it restricted.

    Whoever registered or changed them goes on seeing them, and is in the care team for all to see.
    """
    emails = {patient.pk: _addresses(patient) for patient in patients}
    working = staff_charts.working_under({email for told in emails.values() for email in told})
    found = {pk: next((working[one] for one in told if one in working), None) for pk, told in emails.items()}
    return _restrict([each for each in patients if found[each.pk] is not None], found, by=by, at=at)


def hear_of(email: str, /, *, by: Actor, at: datetime) -> list[Patient]:
    """Somebody with this address works here from now on. Returns whose records it restricted."""
    patients = staff_charts.with_address(email)
    working = staff_charts.working_under({email}) if patients else {}
    return _restrict(patients, dict.fromkeys((each.pk for each in patients), working.get(email, "")), by=by, at=at)


def _restrict(patients: list[Patient], found: dict[UUID, str | None], *, by: Actor, at: datetime) -> list[Patient]:
    if not patients or not SightPolicy.objects.current().restricts_staff:
        return []
    decided = staff_charts.left_to_people([each.pk for each in patients])
    new = [each for each in patients if each.pk not in decided]
    itself = replace(Actor.task(NAME), name="", origin=by.origin)
    for patient in new:
        care.restrict(patient=patient, ground=Ground.STAFF, reason="", by=itself, at=at)
    if new:
        anomalies.note_staff_charts({each.pk: found[each.pk] or "" for each in new}, by=itself, at=at)
    return new


def _addresses(patient: Patient) -> Iterable[str]:
    return sorted(email.strip().lower() for email in (patient.search_values or {}).get("emails", ()))
