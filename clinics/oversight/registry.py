"""What the trail must know of patients, filled in by the apps that have them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from clinics.kit.actor import Actor
from clinics.kit.registry import Registry


@dataclass(frozen=True)
class Named:
    """A patient as the trail names them; `url` is empty for those who may not open the record."""

    label: str
    url: str = ""


class NamePatients(Protocol):
    """Names of these patients for this reader, in one statement; who is not there is left out."""

    def __call__(self, ids: Collection[UUID], /, *, to: Actor) -> dict[UUID, Named]: ...


class FindPatient(Protocol):
    """The id of the patient with exactly this record number or id."""

    def __call__(self, text: str, /) -> UUID | None: ...


@dataclass(frozen=True, kw_only=True)
class PatientNames:
    name: str
    label: NamePatients
    find: FindPatient
    order: int = 100


patient_names: Registry[PatientNames] = Registry("names of patients in the trail")


def named(ids: Collection[UUID], *, to: Actor) -> dict[UUID, Named]:
    """Names of these patients, from whoever knows them."""
    found: dict[UUID, Named] = {}
    for source in patient_names if ids else ():
        found |= source.label(ids, to=to)
    return found


def found(text: str) -> UUID | None:
    """The patient with this record number or id."""
    return next((known for source in patient_names if (known := source.find(text))), None)


class ChartsOfStaff(Protocol):
    """Which of these patients are people who work here: from patient to ids of staff of that name or address."""

    def __call__(self, ids: Collection[UUID], /, *, staff: Collection[Colleague]) -> dict[UUID, set[str]]: ...


class Related(Protocol):
    """Which of these pairs of staff id and patient have to do with each other in this time."""

    def __call__(
        self, pairs: Collection[tuple[str, UUID]], /, *, since: datetime, until: datetime
    ) -> set[tuple[str, UUID]]: ...


@dataclass(frozen=True)
class Colleague:
    """A member of staff as they may be recognised among the patients."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class StaffCharts:
    name: str
    find: ChartsOfStaff
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Relation:
    """A reason for which somebody may have to open a record."""

    name: str
    find: Related
    order: int = 100


staff_charts: Registry[StaffCharts] = Registry("charts of staff")
relations: Registry[Relation] = Registry("relations to patients")
