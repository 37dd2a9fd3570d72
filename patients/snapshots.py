"""A whole record as plain JSON, for versions, exports and comparing. Works on loaded rows; asks nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from patients.person import IDENTITY

Snapshot = dict[str, Any]

PARTS: dict[str, tuple[str, ...]] = {
    "contacts": ("id", "system", "use", "value", "note"),
    "addresses": ("id", "use", "lines", "city", "state", "postal_code", "country"),
    "identifiers": ("id", "system", "value"),
    "alerts": ("id", "text", "category", "severity", "status"),
    "allergies": ("id", "substance", "reaction", "category", "criticality", "status"),
    "relationships": ("id", "kind", "name", "phone", "other_id", "is_emergency_contact", "is_household"),
}
RECORD = ("status", "record_number", *IDENTITY, "allergy_state")


def snapshot(patient: Any, **parts: Iterable[Any]) -> Snapshot:
    """The record and the rows that belong to it, by the names in PARTS; what is empty is left out."""
    taken: Snapshot = {name: plain(getattr(patient, name)) for name in RECORD}
    for part, rows in parts.items():
        taken[part] = [{name: plain(getattr(row, name)) for name in PARTS[part]} for row in rows]
    return {name: value for name, value in taken.items() if value not in ("", None, [])}


def identity_of(taken: Snapshot) -> Snapshot:
    """The fields of the person alone, each with its value or None."""
    return {name: taken.get(name) for name in IDENTITY}


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """Names of what differs, in the order of the record."""
    return [name for name in (*RECORD, *PARTS) if before.get(name) != after.get(name)]


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | str | list) else str(value)
