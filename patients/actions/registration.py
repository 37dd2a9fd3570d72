"""Registering people, one by one or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.actions import publish
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal
from patients.actions import care, staff_charts
from patients.models import (
    Address,
    ContactPoint,
    Identifier,
    Patient,
    PatientStatus,
    PatientVersion,
    RecordNumber,
    Source,
)
from patients.person import IDENTITY, PersonDetails, problems
from patients.queries import duplicates, filing
from patients.snapshots import changed, snapshot

FIRST_RECORD_NUMBER = 100_000
IN_ERROR = PatientStatus.ENTERED_IN_ERROR.value
BATCH = 500  # rows in one statement, far below 65,535 parameters


class ImpossiblePerson(Refusal):
    """The first of the problems `patients.person.problems` names; its code is that problem's."""

    status = 422


class RecordNumberTaken(Refusal):
    code = "record_number_taken"
    sentence = _(
        "Somebody else has this record number. Check it, or leave it empty to get the next free one. "
        "If you do not find who has it, ask the privacy officer."
    )


class IdentifierTaken(Refusal):
    code = "identifier_taken"
    sentence = _(
        "This person is registered already: somebody has the same id in the other system. "
        "If you do not find who has it, ask the privacy officer."
    )


class LooksLikeSomeone(Refusal):
    """`alike` are the people who may be the same, likeliest first."""

    code = "looks_like_someone"
    sentence = _("Somebody like this is registered already. Open that chart, or say that this is somebody else.")

    def __init__(self, alike: list[duplicates.Alike]) -> None:
        super().__init__()
        self.alike = alike

    @property
    def members(self) -> dict[str, Any]:
        """For programs: who, and why."""
        return {
            "alike": [
                {"id": str(each.patient.pk), "reasons": [reason.name.lower() for reason in each.reasons]}
                for each in self.alike
            ]
        }


@dataclass(frozen=True)
class Rows:
    """One person as rows, before they are written."""

    patient: Patient
    contacts: list[ContactPoint]
    addresses: list[Address]
    identifiers: list[Identifier]


def register(
    *,
    person: PersonDetails,
    by: Actor,
    at: datetime,
    source: str = Source.REGISTRATION,
    even_if_alike: bool = True,
) -> Patient:
    """Record a new person.

    Raises ImpossiblePerson, RecordNumberTaken, IdentifierTaken, and unless `even_if_alike` also
    LooksLikeSomeone when an identifier, or name and birth date, say that this is somebody known.
    """
    if not even_if_alike:
        found = [each for each in likely_duplicates(person=person, by=by, at=at) if each.is_strong]
        if found:
            raise LooksLikeSomeone(found)
    with transaction.atomic():
        patient = register_many(people=[person], by=by, at=at, source=source)[0]
        publish(kind="patient.registered", ids={"patient": patient.pk}, at=at)
    return patient


def likely_duplicates(*, person: PersonDetails, by: Actor, at: datetime) -> list[duplicates.Alike]:
    """People who may be the one being typed; that they were shown is recorded."""
    with transaction.atomic():
        found = duplicates.alike(person, to=by)
        if found:
            audit.record(event="patient.compared", by=by, at=at, patients=[each.patient.pk for each in found])
    return found


def register_many(
    *, people: Sequence[PersonDetails], by: Actor, at: datetime, source: str = Source.IMPORT
) -> list[Patient]:
    """Record new people in one transaction, in the order given; statements do not grow with their number.

    Raises the refusal of the first person that cannot be, and then records nobody.
    """
    _refuse_the_impossible(people, at=at)
    try:
        with transaction.atomic():
            numbers = _record_numbers(people, at=at)
            rows = [_rows(person, number, source, at) for person, number in zip(people, numbers, strict=True)]
            write(rows, by=by, at=at)
            patients = [each.patient for each in rows]
            subject = patients[0] if len(patients) == 1 else None
            ids = [patient.pk for patient in patients]
            audit.record(event="patient.registered", by=by, at=at, patients=ids, subject=subject)
            hidden = staff_charts.recognise(patients, by=by, at=at)
            care.keep_in_sight(ids, hidden=[patient.pk for patient in hidden], by=by, at=at)
    except IntegrityError as error:
        raise _refusal_of(error) from error
    return patients


def write(rows: Sequence[Rows], *, by: Actor, at: datetime) -> None:
    """Insert prepared people with all that belongs to them, and their first versions."""
    versions = [_first_version(each, by=by, at=at) for each in rows]
    _insert(Patient, (each.patient for each in rows))
    _insert(ContactPoint, (contact for each in rows for contact in each.contacts))
    _insert(Address, (address for each in rows for address in each.addresses))
    _insert(Identifier, (identifier for each in rows for identifier in each.identifiers))
    _insert(PatientVersion, versions)


def _insert(model: type[Model], rows: Iterable[Model]) -> None:
    found = list(rows)
    if found:
        model._default_manager.bulk_create(found, batch_size=BATCH)


def _refuse_the_impossible(people: Iterable[PersonDetails], *, at: datetime) -> None:
    clinic = current_clinic()
    today = at.astimezone(ZoneInfo(clinic.time_zone)).date()
    for person in people:
        problem = next(problems(person, today=today, country=clinic.country), None)
        if problem:
            refusal = ImpossiblePerson(problem.sentence, field=problem.field)
            refusal.code = problem.code
            raise refusal


def _record_numbers(people: Sequence[PersonDetails], *, at: datetime) -> list[str]:
    """Those that were told, and the next free ones for the others."""
    missing = sum(not person.record_number for person in people)
    free: list[str] = []
    while len(free) < missing:
        drawn = RecordNumber.objects.bulk_create(
            [RecordNumber(issued_at=at) for _number in range(missing - len(free))], batch_size=BATCH
        )
        tokens = {filing.record_number_token(number): number for number in (_shown_number(row) for row in drawn)}
        taken = set(
            Patient.objects.filter(record_number_token__in=tokens).values_list("record_number_token", flat=True)
        )
        free += [number for token, number in tokens.items() if token not in taken]
    given = iter(free)
    return [person.record_number or next(given) for person in people]


def _shown_number(row: RecordNumber) -> str:
    return str(FIRST_RECORD_NUMBER + row.pk)


def _rows(person: PersonDetails, number: str, source: str, at: datetime) -> Rows:
    patient = Patient(
        record_number=number,
        record_number_token=filing.record_number_token(number),
        birth_year=person.birth_date.year if person.birth_date else None,
        source=source,
        recorded_at=at,
        updated_at=at,
    )
    for name in IDENTITY:
        value = getattr(person, name)
        setattr(patient, name, list(value) if isinstance(value, tuple) else value)
    patient.deceased = True if person.deceased_on else person.deceased
    contacts = [
        ContactPoint(patient=patient, rank=rank, system=each.system, use=each.use, value=each.value, note=each.note)
        for rank, each in enumerate(person.contacts, start=1)
    ]
    addresses = [Address(patient=patient, **vars(each)) for each in person.addresses]
    identifiers = [identifier_row(patient, each.system, each.value) for each in person.identifiers]
    filing.file(patient, contacts=contacts, identifiers=identifiers)
    return Rows(patient, contacts, addresses, identifiers)


def identifier_row(patient: Patient, system: str, value: str) -> Identifier:
    """An identifier with its token, not yet written."""
    return Identifier(
        patient=patient,
        system=system,
        value=value,
        token=filing.identifier_token(system, value),
        is_exclusive=filing.is_exclusive(system),
    )


def _first_version(rows: Rows, *, by: Actor, at: datetime) -> PatientVersion:
    taken = snapshot(
        rows.patient, contacts=rows.contacts, addresses=rows.addresses, identifiers=rows.identifiers, relationships=()
    )
    return PatientVersion(
        patient=rows.patient,
        number=rows.patient.version,
        change="patient.registered",
        fields=changed({}, taken),
        snapshot=taken,
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        at=at,
    )


def _refusal_of(error: IntegrityError) -> Exception:
    if "a_record_number_belongs_to_one_patient" in str(error):
        return RecordNumberTaken(field="record_number")
    if "an_exclusive_identifier_belongs_to_one_patient" in str(error):
        return IdentifierTaken(field="identifiers")
    return error


def withdraw_many(*, patients: Sequence[Patient], reason: str, by: Actor, at: datetime) -> None:
    """Mark people entered in error, as `identity.mark_entered_in_error` does, in a fixed number of statements.

    They are found no more, and what they were called stays readable. Ask `patients.registries.uses_of` first:
    people others refer to must not be withdrawn.
    """
    ids = [patient.pk for patient in patients]
    with transaction.atomic():
        list(Patient.objects.locked().filter(pk__in=ids).order_by("pk").values_list("pk"))
        latest = PatientVersion.objects.filter(patient__in=ids, number=F("patient__version"))
        versions = [_withdrawn(row, by=by, at=at) for row in latest if row.snapshot["status"] != IN_ERROR]
        found = Patient.objects.filter(pk__in=[version.patient_id for version in versions])
        found.update(
            status=IN_ERROR,
            search_tokens=[],
            search_values=None,
            record_number_token=None,
            version=F("version") + 1,
            updated_at=at,
        )
        Identifier.objects.filter(patient__in=ids, is_exclusive=True).update(is_exclusive=False)
        _insert(PatientVersion, versions)
        audit.record(event="patient.withdrawn", by=by, at=at, patients=ids, reason=reason)


def _withdrawn(latest: PatientVersion, *, by: Actor, at: datetime) -> PatientVersion:
    """The version after the latest, which differs by the status alone."""
    return PatientVersion(
        patient_id=latest.patient_id,
        number=latest.number + 1,
        change="patient.entered_in_error",
        fields=["status"],
        snapshot={**latest.snapshot, "status": IN_ERROR},
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        at=at,
    )
