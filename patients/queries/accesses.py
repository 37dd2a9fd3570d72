"""Who opened somebody's record, as the person may be told: by day and by whoever it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clinics.audit.models import AuditEvent
from clinics.audit.sentences import did, opening, reading
from clinics.kit.actor import ActorKind
from clinics.oversight.queries.people import Names
from clinics.oversight.queries.trail import role_labels

MOST = 5_000
SHOWN = ("at", "event", "actor_kind", "actor_id", "actor_roles", "subject_type", "subject_id")


@dataclass
class Access:
    """What one actor did on one day: sentences with how often, first and last moment."""

    day: date
    who: str
    roles: str
    first: datetime
    last: datetime
    done: dict[str, int] = field(default_factory=dict)

    @property
    def times(self) -> int:
        return sum(self.done.values())


@dataclass(frozen=True)
class Accesses:
    """The list for one person, the latest day first; `is_cut` when it holds the latest events only."""

    rows: list[Access]
    is_cut: bool


def accesses_of(
    patient_id: UUID, *, since: datetime, until: datetime, zone: ZoneInfo, with_lists: bool = False
) -> Accesses:
    """By whom the record was opened or changed in this time; `with_lists` also where the person stood in a list.

    What the product does by itself is left out: nobody saw anything by it.
    """
    events = AuditEvent.objects.about(patient_id).filter(at__gte=since, at__lt=until)
    events = events.exclude(actor_kind=ActorKind.TASK).order_by("-at", "-pk")
    if not with_lists:
        events = events.exclude(event__in=set(reading()) - set(opening()))
    loaded = list(events.only(*SHOWN)[: MOST + 1])
    return Accesses(_rows(loaded[:MOST], zone), is_cut=len(loaded) > MOST)


def _rows(events: list[AuditEvent], zone: ZoneInfo) -> list[Access]:
    names, about = Names(events), _("this patient")
    rows: dict[Any, Access] = {}
    for event in events:
        day = event.at.astimezone(zone).date()
        key = (day, event.actor_kind, event.actor_id)
        if key not in rows:
            roles = ", ".join(role_labels(event.actor_roles))
            rows[key] = Access(day, names.who(event), roles, event.at, event.at)
        row, said = rows[key], did(event.event, about=about)
        row.first = event.at
        row.done[said] = row.done.get(said, 0) + 1
    return list(rows.values())
