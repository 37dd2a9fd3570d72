"""What apps that know of patients tell this one: filled in their `AppConfig.ready()`.

Callables that load take what they need by keyword and answer in a fixed number of statements,
at best one: a patient's page has 17 for everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import Promise

from clinics.kit.actor import Actor
from clinics.kit.registry import Registry
from clinics.staff.permissions import Permission
from patients.models import Patient

Words = str | Promise


# --- the patient's page -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One thing that happened. `at` orders the timeline; `struck` is for what was entered in error."""

    at: datetime
    title: Words
    icon: str
    url: str = ""
    meta: Words = ""
    text: Words = ""
    badge: Words = ""
    badge_kind: str = ""
    struck: bool = False


class LoadEntries(Protocol):
    """At most `limit` entries before `before` (all when None), latest first, that this actor may see."""

    def __call__(
        self, *, patient: Patient, to: Actor, before: datetime | None, limit: int
    ) -> Iterable[TimelineEntry]: ...


@dataclass(frozen=True, kw_only=True)
class TimelineSource:
    """A facet of the timeline, such as notes."""

    name: str
    label: Words
    entries: LoadEntries
    permission: Permission
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class PageSection:
    """A card beside the timeline. `template` is included with `patient` and what `load` returned as `section`."""

    name: str
    title: Words
    template: str
    load: LoadSection
    permission: Permission
    order: int = 100


class LoadSection(Protocol):
    """What the section's template shows."""

    def __call__(self, *, patient: Patient, to: Actor, at: datetime) -> Mapping[str, Any]: ...


@dataclass(frozen=True, kw_only=True)
class PageAction:
    """Something to do from the patient's page. `url_name` takes `patient_id`."""

    name: str
    label: Words
    url_name: str
    icon: str
    permission: Permission
    shortcut: str = ""
    order: int = 100


# --- a patient as a whole -----------------------------------------------------------------------


class FindUsed(Protocol):
    """Which of these people are referred to."""

    def __call__(self, ids: Collection[UUID], /) -> set[UUID]: ...


@dataclass(frozen=True, kw_only=True)
class UseReason:
    """A reason why a person cannot be taken back: "booked", "billed". `label` continues "This person was …"."""

    name: str
    label: Words
    used: FindUsed
    order: int = 100


class MoveRecords(Protocol):
    """Move everything about `duplicate` to `kept`, inside the merging action's transaction."""

    def __call__(self, *, duplicate: Patient, kept: Patient, by: Actor, at: datetime) -> None: ...


@dataclass(frozen=True, kw_only=True)
class MergeParticipant:
    """Records that move when two charts turn out to be of one person."""

    name: str
    move: MoveRecords
    order: int = 100


class ExportRecords(Protocol):
    """Everything about one person, as plain JSON values."""

    def __call__(self, patient: Patient, /) -> Iterable[Mapping[str, Any]]: ...


@dataclass(frozen=True, kw_only=True)
class ExportParticipant:
    """Records a person gets when they ask for theirs; `name` names them in the export."""

    name: str
    export: ExportRecords
    order: int = 100


class EraseRecords(Protocol):
    """Remove what the law lets be removed; return how many records stay because it demands them."""

    def __call__(self, *, patient: Patient, by: Actor, at: datetime) -> int: ...


@dataclass(frozen=True, kw_only=True)
class EraseParticipant:
    """Records that go when a person has to be forgotten."""

    name: str
    erase: EraseRecords
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class PortalPanel:
    """What a person sees of a kind of record after signing in."""

    name: str
    title: Words
    template: str
    load: LoadSection
    order: int = 100


timeline: Registry[TimelineSource] = Registry("patient timeline")
sections: Registry[PageSection] = Registry("patient page sections")
page_actions: Registry[PageAction] = Registry("patient page actions")
in_use: Registry[UseReason] = Registry("reasons why a patient stays")
merge_participants: Registry[MergeParticipant] = Registry("merge participants")
export_participants: Registry[ExportParticipant] = Registry("export participants")
erase_participants: Registry[EraseParticipant] = Registry("erase participants")
portal_panels: Registry[PortalPanel] = Registry("portal panels")


def uses_of(ids: Collection[UUID]) -> dict[UUID, list[UseReason]]:
    """Why these people cannot be taken back, for those who cannot; one statement per reason."""
    found: dict[UUID, list[UseReason]] = {}
    for reason in in_use:
        for patient_id in reason.used(ids):
            found.setdefault(patient_id, []).append(reason)
    return found
