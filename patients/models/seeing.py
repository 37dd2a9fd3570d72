"""The one gate: whose records an actor sees now. Everything about patients passes it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from clinics.kit.actor import Actor, ActorKind
from clinics.kit.sight import Reach
from patients.models.care import BrokenGlass, CareTeamMember, Part, RestrictedChart
from patients.ties import ties

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])


def in_sight(rows: Rows, actor: Actor, *, patient: str = "patient", or_nobody: bool = False) -> Rows:
    """Those of the rows whose patient this actor sees; no statement of its own.

    `patient` is how a row names them; with `or_nobody` a row that names nobody stays.
    """
    only = within(actor, patient)
    if only is not None and or_nobody:
        only |= Q(**{f"{patient}__isnull": True})
    return rows.all() if only is None else rows.filter(only)


def within(actor: Actor, patient: str, *, through_glass: bool = True) -> Q | None:
    """Whom this actor sees by policy, tie or broken glass, as a condition; None where nobody is hidden."""
    sight = actor.sight
    if sight.is_whole:
        return None
    named = f"{patient}__in"
    seen = Q() if sight.reach == Reach.CLINIC else tied(actor, sight.reach, named)
    if sight.minds_restricted:
        seen &= ~Q(**{named: RestrictedChart.objects.values("patient")}) | tied(actor, Reach.TEAM, named)
    if not through_glass:
        return seen
    return seen | Q(**{named: BrokenGlass.objects.of(actor).lasting().values("patient")})


def tied(actor: Actor, reach: Reach, named: str) -> Q:
    """Patients with whom this member of staff has to do, as far as `reach` goes. Programs are tied to nobody."""
    found = Q(pk__in=[])
    if actor.kind != ActorKind.STAFF:
        return found
    found |= Q(**{named: _in_the_team(actor, reach).values("patient")})
    for tie in ties:
        if reach.takes_in(tie.reach):
            found |= Q(**{named: tie.find(actor.id)})
    return found


def _in_the_team(actor: Actor, reach: Reach) -> QuerySet[CareTeamMember]:
    """Responsible for them; or in their care team; or at work where one of the team is."""
    own = Q(user=actor.id)
    if reach == Reach.PANEL:
        own &= Q(part=Part.RESPONSIBLE)
    if reach == Reach.SITE:
        own |= Q(user__workplaces__site__workplaces__user=actor.id)
    return CareTeamMember.objects.filter(own)
