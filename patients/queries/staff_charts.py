"""Records of people who work at the clinic, recognised by the same name or e-mail address."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import clinics.kit.lookups  # noqa: F401  `among`
from clinics.kit.folding import fold
from clinics.oversight.registry import Colleague
from patients.models import Patient

PARTS = ("given", "family", "search_values")
BATCH = 500


def find(ids: Collection[UUID], /, *, staff: Collection[Colleague]) -> dict[UUID, set[str]]:
    """From patient to the ids of staff who may be that patient. A namesake is for a person to tell apart."""
    names: dict[str, set[str]] = {}
    for person in staff:
        for known in (folded(person.name), person.email.casefold()):
            names.setdefault(known, set()).add(person.id)
    found: dict[UUID, set[str]] = {}
    for patient in Patient.objects.filter(pk__among=list(ids)).only(*PARTS).iterator(chunk_size=BATCH):
        emails = [email.casefold() for email in (patient.search_values or {}).get("emails", ())]
        called = folded(f"{patient.given} {patient.family}")
        if who := {id for known in (called, *emails) for id in names.get(known, ()) if known}:
            found[patient.pk] = who
    return found


def folded(name: str) -> str:
    return " ".join(fold(name).split())
