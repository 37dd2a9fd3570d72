"""Contacts, addresses, identifiers and related people: added, changed and removed, each in a version of the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal
from patients.actions import keeping
from patients.actions.registration import IdentifierTaken, ImpossiblePerson
from patients.models import Address, ContactPoint, Identifier, Patient, Relationship
from patients.person import contact_problem
from patients.queries import filing

Particular = TypeVar("Particular", ContactPoint, Address, Identifier, Relationship)

CHANGES = {
    ContactPoint: "patient.contact",
    Address: "patient.address",
    Identifier: "patient.identifier",
    Relationship: "patient.relationship",
}
PARTS = {
    ContactPoint: "contacts",
    Address: "addresses",
    Identifier: "identifiers",
    Relationship: "relationships",
}


class AlreadyRelated(Refusal):
    code = "already_related"
    sentence = _("These two people are related on this chart already. Change what stands there.")


class RelatedToThemselves(Refusal):
    code = "related_to_themselves"
    sentence = _("This is the same person. Choose somebody else.")
    status = 422


class RemovedMeanwhile(Refusal):
    code = "removed_meanwhile"
    sentence = _("Somebody else removed this while you were typing. Add it again if it is right.")


def add(*, patient: Patient, row: Particular, by: Actor, at: datetime) -> Particular:
    """Add a row, which is not yet saved. Raises AlreadyRelated, EnteredInError, IdentifierTaken, ImpossiblePerson."""
    try:
        with transaction.atomic():
            current = keeping.locked(patient)
            row.patient = current
            if isinstance(row, ContactPoint):
                row.rank = current.contacts.count() + 1
            _settle(row)
            row.save(force_insert=True)
            keeping.keep(current, change=f"{CHANGES[type(row)]}_added", by=by, at=at, subject=row)
    except IntegrityError as error:
        raise _refusal_of(error) from error
    return row


def change(*, row: Particular, version: int, values: dict[str, Any], by: Actor, at: datetime) -> Particular:
    """Change a row from what it was at this version of the patient.

    Raises AlreadyRelated, ChangedMeanwhile, EnteredInError, IdentifierTaken, ImpossiblePerson, RemovedMeanwhile.
    """
    try:
        with transaction.atomic():
            current = keeping.locked(row.patient)
            fresh = type(row)._default_manager.filter(pk=row.pk, patient=current).first()
            if fresh is None:
                raise RemovedMeanwhile
            seen = keeping.seen_at(current, version, PARTS[type(row)], row)
            keeping.apply(fresh, values, seen=seen, version=current.version)
            _settle(fresh)
            fresh.save()
            keeping.keep(current, change=f"{CHANGES[type(row)]}_changed", by=by, at=at, subject=fresh)
    except IntegrityError as error:
        raise _refusal_of(error) from error
    return fresh


def remove(*, row: Particular, by: Actor, at: datetime) -> Patient:
    """Take a row off the record; the versions keep it. Doing it twice changes nothing. Raises EnteredInError."""
    with transaction.atomic():
        current = keeping.locked(row.patient)
        type(row)._default_manager.filter(pk=row.pk, patient=current).delete()
        keeping.keep(current, change=f"{CHANGES[type(row)]}_removed", by=by, at=at)
    return current


def _settle(row: Any) -> None:
    """Refuse what cannot be, and derive what follows."""
    if isinstance(row, ContactPoint):
        problem = contact_problem(row.system, row.value, current_clinic().country)
        if problem:
            raise ImpossiblePerson(problem.sentence, field="value")
    elif isinstance(row, Identifier):
        row.token = filing.identifier_token(row.system, row.value)
        row.is_exclusive = filing.is_exclusive(row.system)
    elif isinstance(row, Relationship) and row.other_id == row.patient_id:
        raise RelatedToThemselves(field="other")


def _refusal_of(error: IntegrityError) -> Exception:
    if "two_people_are_related_once_on_a_chart" in str(error):
        return AlreadyRelated(field="other")
    if "an_exclusive_identifier_belongs_to_one_patient" in str(error):
        return IdentifierTaken(field="value")
    return error
