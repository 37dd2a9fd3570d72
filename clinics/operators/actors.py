"""An operator in a clinic, as actions know them: each act of a visit carries the visit's id."""

from __future__ import annotations

from clinics.kit.actor import Actor, ActorKind, Origin
from clinics.operators.models import Visit
from clinics.staff.permissions import GRANTS, VISITOR


def visitor(visit: Visit, origin: Origin) -> Actor:
    """The id is the visit's: its row, which nobody deletes, and the sealed event of its beginning say who came."""
    return Actor(ActorKind.OPERATOR, str(visit.pk), (VISITOR,), GRANTS[VISITOR], visit.operator_name, origin)


def asker(visit: Visit, origin: Origin) -> Actor:
    """The operator themselves, before they are in: under the id they have at the platform."""
    return Actor(ActorKind.OPERATOR, str(visit.operator_id), (VISITOR,), frozenset(), visit.operator_name, origin)
