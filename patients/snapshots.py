"""A whole record as plain JSON, for versions, exports and comparing. Works on loaded rows; asks nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from patients.person import IDENTITY

Snapshot = dict[str, Any]

PARTS: dict[str, tuple[str, ...]] = {
    "contacts": ("system", "use", "value", "note"),
    "addresses": ("use", "lines", "city", "state", "postal_code", "country"),
    "identifiers": ("system", "value"),
    "relationships": ("kind", "name", "phone", "other_id", "is_emergency_contact", "is_household"),
}
RECORD = ("status", "record_number", *IDENTITY)


def snapshot(patient: Any, **parts: Iterable[Any]) -> Snapshot:
    """The record and the rows that belong to it, by the names in PARTS; what is empty is left out."""
    taken: Snapshot = {name: _plain(getattr(patient, name)) for name in RECORD}
    for part, rows in parts.items():
        taken[part] = [{name: _plain(getattr(row, name)) for name in PARTS[part]} for row in rows]
    return {name: value for name, value in taken.items() if value not in ("", None, [])}


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """Names of what differs, in the order of the record."""
    return [name for name in (*RECORD, *PARTS) if before.get(name) != after.get(name)]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | str | list) else str(value)
