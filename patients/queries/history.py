"""The versions of a record, opened, and what differs from each to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from clinics.kit.identifiers import SYSTEMS
from patients.languages import language_name
from patients.models import (
    Address,
    Alert,
    AllergyIntolerance,
    ContactPoint,
    ContactSystem,
    Identifier,
    Patient,
    PatientVersion,
    Relationship,
)
from patients.queries.timeline import change_label
from patients.snapshots import PARTS, RECORD, Snapshot

ON_A_PAGE = 25
MODELS: dict[str, Any] = {
    "contacts": ContactPoint,
    "addresses": Address,
    "identifiers": Identifier,
    "alerts": Alert,
    "allergies": AllergyIntolerance,
    "relationships": Relationship,
}
LABELS: dict[str, str | Promise] = {
    "contacts": gettext_lazy("Contact"),
    "addresses": gettext_lazy("Address"),
    "identifiers": gettext_lazy("Identifier"),
    "alerts": gettext_lazy("Alert"),
    "allergies": gettext_lazy("Allergy"),
    "relationships": gettext_lazy("Related person"),
}


@dataclass(frozen=True)
class Change:
    """One value before and after; empty is not recorded."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One saving: who, when, what."""

    number: int
    title: str | Promise
    by: str
    at: datetime
    changes: list[Change]


@dataclass(frozen=True)
class History:
    """Versions, latest first. `older` is the number to ask for more before."""

    versions: list[Version]
    older: int | None = None


def history_of(patient: Patient, *, before: int | None = None) -> History:
    """The latest versions, or those before a number; one statement."""
    versions = patient.versions.order_by("-number")
    if before is not None:
        versions = versions.filter(number__lt=before)
    rows = list(versions[: ON_A_PAGE + 1])
    found = [_version(row, earlier.snapshot) for row, earlier in pairwise(rows)]
    if rows and len(rows) <= ON_A_PAGE:
        found.append(_version(rows[-1], {}))
    return History(found, older=found[-1].number if len(rows) > ON_A_PAGE else None)


def _version(row: PatientVersion, before: Snapshot) -> Version:
    after = row.snapshot
    changes = _own_changes(before, after)
    for part in PARTS:
        changes += _part_changes(part, before.get(part, []), after.get(part, []))
    at = row.at.astimezone(get_current_timezone())
    return Version(row.number, change_label(row.change), row.by_name, at, changes)


def _own_changes(before: Snapshot, after: Snapshot) -> list[Change]:
    names = [name for name in RECORD if before.get(name) != after.get(name)]
    words = [(shown(Patient, name, before.get(name)), shown(Patient, name, after.get(name))) for name in names]
    labels = [Patient._meta.get_field(name).verbose_name for name in names]  # type: ignore[union-attr]
    return [Change(label, *pair) for label, pair in zip(labels, words, strict=True)]


def _part_changes(part: str, before: list[Any], after: list[Any]) -> list[Change]:
    old, new = ({row["id"]: row for row in rows} for rows in (before, after))
    ids = [row_id for row_id in {**old, **new} if old.get(row_id) != new.get(row_id)]
    return [
        Change(LABELS[part], _row_shown(part, old.get(row_id)), _row_shown(part, new.get(row_id))) for row_id in ids
    ]


def _row_shown(part: str, row: dict[str, Any] | None) -> str:
    if row is None:
        return ""
    words = (shown(MODELS[part], name, row.get(name)) for name in PARTS[part] if name not in ("id", "other_id"))
    linked = _("a patient of the clinic") if row.get("other_id") else ""
    return " · ".join(filter(None, (*words, linked)))


def shown(model: Any, name: str, value: Any) -> str:
    """A kept value in words; nothing for what was not recorded."""
    if value is None or value in ("", []):
        return ""
    field = model._meta.get_field(name)
    if isinstance(value, bool):
        return _truth(field, value, alone=model is Patient)
    if name in SPECIAL:
        return SPECIAL[name](value)
    return str(dict(field.choices or ()).get(value, value)).replace("\n", ", ")


def _truth(field: Any, value: bool, *, alone: bool) -> str:
    """Beside its label yes or no, within a row the label itself."""
    if alone:
        return _("Yes") if value else _("No")
    return str(field.verbose_name) if value else ""


def _languages(codes: list[str]) -> str:
    return ", ".join(language_name(code, get_language() or "en") for code in codes)


def _system(key: str) -> str:
    names = {**dict(ContactSystem.choices), **{system.key: system.label for system in SYSTEMS.values()}}
    return str(names.get(key) or key.partition(":")[2] or key)


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")


SPECIAL: dict[str, Callable[[Any], str]] = {
    "languages": _languages,
    "system": _system,
    "birth_date": _day,
    "deceased_on": _day,
}
