"""Who does something: the `by` of every action and every audit event."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from clinics.kit.sight import WHOLE, Sight


class ActorKind(StrEnum):
    """The kinds of actor; the values are stored in audit events."""

    STAFF = "staff"
    PATIENT = "patient"
    BOOKER = "booker"
    CLIENT = "client"
    TASK = "task"
    OPERATOR = "operator"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Origin:
    """From where an act came: request id, network address, and the door it came through."""

    request_id: str = ""
    ip: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor with the roles and permissions it has right now.

    `sight` is whose records the permissions reach. `id` is the id of the staff member, client or
    operator, or the name of the task. `name` is how staff is shown to colleagues; it is empty for
    patients, whose names are sealed.
    """

    kind: ActorKind
    id: str = ""
    roles: tuple[str, ...] = ()
    permissions: frozenset[str] = field(default=frozenset(), repr=False)
    name: str = ""
    origin: Origin = Origin()
    sight: Sight = WHOLE

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def through(self, channel: str) -> Actor:
        """The same actor, acting through another door, such as an import it started."""
        return replace(self, origin=replace(self.origin, channel=channel))

    def minding_restricted(self) -> Actor:
        """The same actor after a chart was restricted, perhaps the first one of the clinic."""
        return replace(self, sight=replace(self.sight, minds_restricted=True))

    @classmethod
    def task(cls, name: str, *, permissions: frozenset[str] = frozenset()) -> Actor:
        """The product itself, doing the named piece of background work."""
        return cls(ActorKind.TASK, name, (), permissions, name, Origin(channel="task"))

    @classmethod
    def operator_command(cls, name: str) -> Actor:
        """A platform operator at a management command."""
        return cls(ActorKind.OPERATOR, name, (), frozenset(), name, Origin(channel="command"))


NOBODY = Actor(ActorKind.NOBODY)
