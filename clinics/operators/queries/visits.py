"""Visits as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinics.audit.models import AuditEvent
from clinics.kit.actor import ActorKind
from clinics.operators.models import Visit
from clinics.operators.models.visit import VisitQuerySet


@dataclass(frozen=True)
class Shown:
    """A visit, whether it goes on, and how many events it left in the trail."""

    visit: Visit
    is_under_way: bool
    was_begun: bool
    events: int


def of_session(visit_id: str) -> Visit | None:
    """The visit that a browser's session names, whatever its state."""
    try:
        return Visit.objects.begun().filter(pk=UUID(visit_id)).first()
    except ValueError:
        return None


def newest() -> VisitQuerySet:
    return Visit.objects.newest()


def shown(visits: list[Visit], *, at: datetime) -> list[Shown]:
    """One statement."""
    acts = AuditEvent.objects.filter(actor_kind=ActorKind.OPERATOR, actor_id__in=[str(each.pk) for each in visits])
    counts: dict[str, int] = {}
    for who in acts.values_list("actor_id", flat=True):
        counts[who] = counts.get(who, 0) + 1
    return [
        Shown(each, each.is_under_way(at), each.began_at is not None, counts.get(str(each.pk), 0)) for each in visits
    ]
