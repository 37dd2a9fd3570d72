"""What the trail must know of patients, filled in by the app that has them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
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
