"""From a signed-in person to the actor that actions know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinics.kit.actor import NOBODY, Actor, ActorKind, Origin
from clinics.staff.permissions import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from clinics.staff.models import User


def actor_of(user: User | AnonymousUser, origin: Origin) -> Actor:
    """The actor a person is right now; NOBODY's rights for someone not signed in."""
    if not user.is_authenticated or not user.is_active:
        return Actor(ActorKind.NOBODY, origin=origin) if origin else NOBODY
    kind = ActorKind.OPERATOR if Role.OPERATOR in user.roles else ActorKind.STAFF
    return Actor(kind, str(user.pk), user.roles, user.permissions, user.name, origin, user.sight)
