"""Who did what the trail says: people, programs, and the product itself."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from clinics.api.models import ApiClient
from clinics.audit.models import AuditEvent
from clinics.kit.actor import ActorKind
from clinics.operators.models import Visit
from clinics.staff.models import User

SUBJECT = "staff.user"
OPERATORS = "operators"
"""All operators of the platform, asked for as if they were one."""
REASON_SHOWN = 80  # letters


class Names:
    """Names of the actors of some events, read in three statements at most."""

    def __init__(self, events: Iterable[AuditEvent] = (), *, actors: Iterable[tuple[str, str]] = ()) -> None:
        events = list(events)
        known = {*actors, *((each.actor_kind, each.actor_id) for each in events)}
        subjects = {each.subject_id for each in events if each.subject_type == SUBJECT}
        self.staff = _staff(subjects | {id for kind, id in known if kind == ActorKind.STAFF})
        self.programs = _programs({id for kind, id in known if kind == ActorKind.CLIENT})
        self.operators = _operators({id for kind, id in known if kind == ActorKind.OPERATOR})

    def who(self, event: AuditEvent) -> str:
        """Whoever did it, as a reader knows them."""
        return self.called(event.actor_kind, event.actor_id)

    def called(self, kind: str, id: str) -> str:
        match kind:
            case ActorKind.STAFF:
                return self.staff.get(id) or _("Somebody who is not known here")
            case ActorKind.CLIENT:
                return _("The program “%(name)s”") % {"name": self.programs.get(id, id)}
            case ActorKind.TASK:
                return _("Polyclinic itself")
            case ActorKind.OPERATOR:
                return self.operators.get(id) or _("An operator of the platform")
            case ActorKind.PATIENT | ActorKind.BOOKER:
                return _("A patient")
            case _:
                return _("Somebody who was not signed in")

    def subject(self, event: AuditEvent) -> str:
        """The member of staff it was done to, where it was."""
        return self.staff.get(event.subject_id, "") if event.subject_type == SUBJECT else ""


def names_of(actors: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Names of actors given by kind and id."""
    names = Names(actors=actors)
    return {(kind, id): names.called(kind, id) for kind, id in actors}


def _staff(ids: set[str]) -> dict[str, str]:
    known = [found for text in ids if (found := _uuid(text))]
    rows = User.objects.filter(pk__in=known).values_list("pk", "name") if known else ()
    return {str(pk): name for pk, name in rows}


def _programs(ids: set[str]) -> dict[str, str]:
    rows = ApiClient.objects.filter(pk__in=ids).values_list("pk", "client__name") if ids else ()
    return {str(pk): name for pk, name in rows}


def _operators(ids: set[str]) -> dict[str, str]:
    """By the id of the visit during which they did it, or by their own where they only asked for one."""
    known = [found for text in ids if (found := _uuid(text))]
    if not known:
        return {}
    asked = Q(pk__in=known) | Q(operator_id__in=known)
    names: dict[str, str] = {}
    for visit in Visit.objects.filter(asked).order_by("asked_at"):
        names[str(visit.operator_id)] = _("Operator %(name)s") % {"name": visit.operator_name}
        names[str(visit.pk)] = in_short(visit)
    return names


def in_short(visit: Visit) -> str:
    """Who it was and why, as it stands before what they did."""
    told = {"name": visit.operator_name, "reason": Truncator(visit.reason).chars(REASON_SHOWN)}
    return _("Operator %(name)s, visiting (%(reason)s)") % told


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def choices() -> list[tuple[str, str]]:
    """Everyone whose events can be asked for: value and name. Those who left are among them."""
    staff = [(str(pk), name) for pk, name in User.objects.order_by("name", "pk").values_list("pk", "name")]
    programs = ApiClient.objects.order_by("client__name").values_list("pk", "client__name")
    named = [(str(pk), _("The program “%(name)s”") % {"name": name}) for pk, name in programs]
    return [(OPERATORS, _("Operators of the platform")), *staff, *named]


def visit_choice(text: str) -> list[tuple[str, str]]:
    """The visit of an operator that is asked for by its id, which no list offers."""
    pk = _uuid(text)
    visit = Visit.objects.filter(pk=pk).first() if pk else None
    return [(text, in_short(visit))] if visit else []
